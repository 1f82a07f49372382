import Accounts
import ArgumentParser

struct CreatePerson: SiteCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an account, and a link for its owner to set the password.",
        discussion: """
            The link works once, for an hour. The first account of a site is an administrator. The database is made where there is none, so that this can be \
            done before the first start.
            """)

    @Argument(help: "The username: 3 to 32 letters, digits, dots, dashes or underscores.")
    var name: String

    @Option(help: "The name that others see (default: the username).")
    var nickname = ""

    var makesDatabase: Bool { true }

    @OptionGroup(title: "The site") var flags: SiteFlags

    /// Before a database is made for a name that nobody can have.
    func checkArguments() throws {
        _ = try SignUpRefused.check(name, nickname)
    }

    func run(on site: AttachedSite) async throws -> [String] {
        let link = try await site.accounts.administration.createPerson(
            username: name, nickname: nickname, by: .commandLine)
        let kind = link.user.role == .administrator ? ", an administrator" : ""
        return ["Created the account \(link.user.username.text)\(kind)."] + site.lines(for: link)
    }
}
