import Accounts
import ArgumentParser
import Site

struct Invite: SiteCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create a link with which people make accounts.",
        discussion: "Needed where ROOST_SIGN_UP=invited.")

    @Option(help: "For how many accounts it is good, 1 to 100.")
    var uses = 1

    @Option(help: "How long it works: days, like 7d, up to 90d.")
    var valid = "7d"

    @OptionGroup(title: "The site") var flags: SiteFlags

    func validate() throws {
        guard Invitation.uses.contains(uses) else { throw ValidationError("--uses: must be from 1 to 100.") }
        guard days != nil else { throw ValidationError("--valid: must be days like 7d, from 1d to 90d.") }
    }

    func run(on site: AttachedSite) async throws -> [String] {
        let invitation = try await site.accounts.invitations.invite(
            uses: uses, days: days ?? Invitation.standardDays, by: .commandLine)
        let accounts = uses == 1 ? "one account" : "\(uses) accounts"
        return [
            invitation.address(at: site.settings.publicURL),
            "The link is good for \(accounts), until \(invitation.expiresAt.inWords).",
        ]
    }

    private var days: Int? {
        SettingValue.days(valid).flatMap { Invitation.days.contains($0) ? $0 : nil }
    }
}

struct ListInvitations: SiteCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitations", abstract: "List the invitations that still work.")

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite) async throws -> [String] {
        let open = try await site.accounts.invitations.open(by: .commandLine)
        guard !open.isEmpty else { return ["No invitations."] }
        let rows = open.map {
            [String($0.id), $0.inviter ?? "the operator", "\($0.usesLeft) of \($0.uses)", $0.expiresAt.inWords]
        }
        return TextTable.lines([["NUMBER", "MADE BY", "LEFT", "UNTIL"]] + rows)
    }
}

struct RevokeInvitation: SiteCommand {
    struct NotThere: Error, CustomStringConvertible {
        let number: Int64
        var description: String { "There is no open invitation \(number)." }
    }

    static let configuration = CommandConfiguration(
        commandName: "revoke-invitation", abstract: "Revoke an invitation.")

    @Argument(help: "Its number in the list of invitations.")
    var number: Int64

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite) async throws -> [String] {
        do {
            try await site.accounts.invitations.revoke(number, by: .commandLine)
        } catch is RecordNotFound {
            throw NotThere(number: number)
        }
        return ["Invitation \(number) does not work any more."]
    }
}
