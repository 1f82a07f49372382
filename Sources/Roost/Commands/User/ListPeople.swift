import Accounts
import ArgumentParser

struct ListPeople: SiteCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the people of the site.")

    @Option(help: "Only people whose username or nickname contains this.")
    var search = ""

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite) async throws -> [String] {
        var (rows, next) = ([[String]](), String?.none)
        repeat {
            let page = try await site.accounts.administration.people(
                matching: search, after: next, limit: AdministrationService.pageLimit, by: .commandLine)
            rows += page.people.map(Self.row)
            next = page.next
        } while next != nil
        guard !rows.isEmpty else { return [search.isEmpty ? "No accounts." : "Nobody matches “\(search)”."] }
        return TextTable.lines([Self.head] + rows)
    }

    private static let head = [
        "USERNAME", "ROLE", "STATE", "SINCE", "LAST SEEN", "SESSIONS", "TWO-FACTOR", "NICKNAME",
    ]

    private static func row(_ person: Person) -> [String] {
        [
            person.user.username.text, person.user.role.rawValue,
            person.user.disabledAt == nil ? "enabled" : "disabled", person.user.createdAt.day,
            person.lastSeenAt?.inWords ?? "never", String(person.sessionCount), person.hasTwoFactor ? "on" : "off",
            person.user.nickname.text,
        ]
    }
}
