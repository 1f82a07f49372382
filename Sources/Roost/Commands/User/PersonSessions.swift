import Accounts
import ArgumentParser
import Site

struct ListSessions: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "List the sessions of a person.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        let sessions = try await site.accounts.sessions.active(of: person.user)
        guard !sessions.isEmpty else { return ["\(person.user.username.text) is not signed in."] }
        let rows = sessions.map { session in
            [
                session.createdAt.inWords, session.lastSeenAt.inWords, session.expiresAt.inWords,
                session.device.address, session.device.englishName,
            ]
        }
        return TextTable.lines([["SIGNED IN", "LAST SEEN", "EXPIRES", "ADDRESS", "DEVICE"]] + rows)
    }
}

struct EndSessions: SiteCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-sessions", abstract: "Sign a person out everywhere, or everybody.")

    @Argument(help: "The person's username.")
    var name: String?

    @Flag(help: "Sign everybody out: after a break-in, or after restoring a backup because of one.")
    var all = false

    @OptionGroup(title: "The site") var flags: SiteFlags

    func validate() throws {
        guard all == (name == nil) else { throw ValidationError("Give a username, or --all.") }
    }

    func run(on site: AttachedSite) async throws -> [String] {
        if let name { return [try await end(on: site, site.person(named: name))] }
        var (lines, next) = ([String](), String?.none)
        repeat {
            let page = try await site.accounts.administration.people(
                after: next, limit: AdministrationService.pageLimit, by: .commandLine)
            for person in page.people where person.sessionCount > 0 { lines.append(try await end(on: site, person)) }
            next = page.next
        } while next != nil
        return lines.isEmpty ? ["Nobody is signed in."] : lines
    }

    private func end(on site: AttachedSite, _ person: Person) async throws -> String {
        let count = try await site.accounts.administration.endSessions(of: person.id, by: .commandLine)
        return "Ended \(count.counted("session")) of \(person.user.username.text)."
    }
}
