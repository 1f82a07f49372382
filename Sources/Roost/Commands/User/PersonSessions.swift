import Accounts
import ArgumentParser
import Site

struct ListSessions: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "List the sessions of a person.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

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

struct EndSessions: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-sessions", abstract: "Sign a person out everywhere.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        let count = try await site.accounts.administration.endSessions(of: person.id, by: .commandLine)
        return ["Ended \(count.counted("session")) of \(person.user.username.text)."]
    }
}
