import Conversation

extension Participant {
    /// The path of the person's page.
    var path: String { paths.personPage(PersonName(username: username)) }
    /// The username, where the nickname does not say it: anybody may call themselves what others are called. Nil for a
    /// program, which is marked as one.
    var handle: String? { isApp || nickname.lowercased() == username ? nil : "@\(username)" }
}

extension Text {
    /// - Parameter author: nil once that account is deleted.
    init(author: Participant?) {
        self = author.map { Text(verbatim: $0.nickname) } ?? Text("Former member")
    }

    /// People, the last after an "and".
    ///
    /// - Parameters:
    ///   - names: at least one.
    ///   - count: how many people there are, also beyond the names.
    init(listing names: [String], of count: Int) {
        let (more, all) = (count - names.count, names.joined(separator: ", "))
        if more > 0 {
            self = Text(more, one: "\(all) and 1 more", other: "\(all) and \(more) more")
        } else if names.count > 1, let last = names.last {
            self = Text("\(names.dropLast().joined(separator: ", ")) and \(last)")
        } else {
            self = Text(verbatim: all)
        }
    }
}
