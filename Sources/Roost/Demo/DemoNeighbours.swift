import Accounts
import Foundation

extension DemoPerson {
    /// Those who make a community of the few: enough that lists have a second page.
    static let neighbours = names.enumerated().map { index, name in
        DemoPerson(
            username: name.username, nickname: name.nickname, signedUp: Double(38 - index) * day,
            // Not everybody has come back since.
            visits: index % 5 == 4
                ? []
                : [
                    Visit(
                        userAgent: userAgents[index % userAgents.count], address: "2001:db8:\(200 + index)::5",
                        signedIn: Double(index % 9 + 1) * day, lastSeen: Double(index * index % 23 + 1) * hour)
                ],
            isDisabled: name.username == "visitor")
    }

    private static let names = [
        ("amara", "Amara Okafor"), ("arif", "Arif Rahman"), ("beatriz", "Beatriz São-Luís"), ("chidi", "Chidi"),
        ("dana", "דנה"), ("elif", "Elif Yılmaz"), ("emil", "Emil Ångström"), ("farah", "فرح"), ("goran", "Goran Đurić"),
        ("hana", "花"), ("ines", "Inês"), ("ivan", "Иван"), ("jonas", "Jonas"), ("kaja", "Kaja Nørgaard"),
        ("kofi", "Kofi Mensah"), ("lena", "Lena"), ("linh", "Linh Nguyễn"), ("lucia", "Lucía Peña"),
        ("maeve", "Maeve O’Hara"),
        ("minjun", "민준"), ("nikos", "Νίκος"), ("olu", "Olu"), ("priya", "प्रिया"), ("rania", "Rania"), ("ravi", "Ravi"),
        ("sofia", "Sofía"), ("tane", "Tāne"), ("visitor", "Somebody from the summer party"), ("wei", "伟"),
        ("zofia", "Zofia Wójcik"),
    ].map { (username: $0, nickname: $1) }
}
