import Accounts
import Foundation
import PathKit
import Testing

@testable import Roost

/// `roost user`, beside a site that has the database open.
struct UserCommandTests {
    /// The token in an address of a link.
    private func token(_ address: String) throws -> Token<ResetLink> {
        let start = "https://roost.example.org/reset/"
        try #require(address.hasPrefix(start))
        return try #require(Token(encoded: String(address.dropFirst(start.count))))
    }

    @Test func `list shows everyone, or those who are searched for`() async throws {
        try await withOpenSite { site in
            #expect(try await site.lines("list") == ["No accounts."])
            _ = try await site.signUp("ada")
            _ = try await site.lines("create", "bruno", "--nickname", "Bruno 🦇 B")
            let lines = try await site.lines("list")
            #expect(lines.count == 3)
            #expect(lines[0].hasPrefix("USERNAME  ROLE           STATE    SINCE"))
            #expect(lines[1].hasPrefix("ada       administrator  enabled  "))
            #expect(lines[2].hasPrefix("bruno     member         enabled  "))
            #expect(lines[2].contains("  never  ") && lines[2].hasSuffix("  0         off         Bruno 🦇 B"))
            #expect(try await site.lines("list", "--search", "BRU").count == 2)
            #expect(try await site.lines("list", "--search", "nobody") == ["Nobody matches “nobody”."])
        }
    }

    @Test func `create makes an account whose owner sets the password with the link`() async throws {
        try await withOpenSite { site in
            let first = try await site.lines("create", "Ada")
            #expect(first[0] == "Created the account ada, an administrator.")
            #expect(first[2].hasPrefix("The link works once, until 20"))
            let second = try await site.lines("create", "bruno", "--nickname", "Bruno")
            #expect(second[0] == "Created the account bruno.")
            try await site.accounts.authentication.resetPassword(
                with: token(second[1]), to: OpenSite.password, on: OpenSite.device)
            try await site.signIn("bruno")
        }
    }

    @Test func `create says all that is wrong with the names`() async throws {
        try await withOpenSite { site in
            let outcome = try await site.user("create", "a", "--nickname", "\u{202E}")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("A username has at least 3 characters.\nA nickname cannot contain"))
            _ = try await site.signUp("ada")
            #expect(try await site.user("create", "ada").errors.contains("This username is taken."))
        }
    }

    @Test func `disable ends what is known of a session in the site's memory`() async throws {
        try await withOpenSite { site in
            _ = try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            #expect(try await site.isActive(bruno))
            #expect(try await site.lines("disable", "Bruno") == ["bruno is disabled."])
            #expect(try await !site.isActive(bruno))
            await #expect(throws: AuthenticationError.disabled) { try await site.signIn("bruno") }
            #expect(try await site.lines("list")[2].contains("disabled"))
            #expect(try await site.lines("reset-link", "bruno").count == 3)
            #expect(try await site.lines("enable", "bruno") == ["bruno is enabled."])
            try await site.signIn("bruno")
        }
    }

    @Test func `promote and demote change what a session may do at once`() async throws {
        try await withOpenSite { site in
            _ = try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            #expect(try await site.lines("promote", "bruno") == ["bruno is an administrator."])
            #expect(try await site.accounts.sessions.authenticate(bruno.token)?.user.role == .administrator)
            #expect(try await site.lines("demote", "bruno") == ["bruno is a member."])
            #expect(try await site.accounts.sessions.authenticate(bruno.token)?.user.role == .member)
        }
    }

    @Test(arguments: [["demote"], ["disable"], ["delete", "--yes"]])
    func `the last administrator stays`(command: [String]) async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada")
            _ = try await site.signUp("bruno")
            let outcome = try await site.program.run(["user"] + command + ["ada"])
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            let reason = "This is the only administrator who can sign in. Promote someone else first."
            #expect(outcome.errors == "Error: \(reason)\n")
            #expect(try await site.isActive(ada))
        }
    }

    @Test func `reset-link gives an address that works once, in place of an older one`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada")
            let old = try token(try await site.lines("reset-link", "ada")[0])
            let new = try token(try await site.lines("reset-link", "ada")[0])
            await #expect(throws: AuthenticationError.linkExpired) {
                try await site.accounts.authentication.owner(of: old)
            }
            #expect(try await site.accounts.authentication.owner(of: new).id == ada.user.id)
        }
    }

    @Test func `sessions lists where a person is signed in, end-sessions ends it`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada")
            let lines = try await site.lines("sessions", "ada")
            #expect(lines.count == 2)
            #expect(lines[0].hasPrefix("SIGNED IN ") && lines[1].hasSuffix("  192.0.2.1  Firefox on Linux"))
            #expect(try await site.lines("end-sessions", "ada") == ["Ended 1 session of ada."])
            #expect(try await !site.isActive(ada))
            #expect(try await site.lines("sessions", "ada") == ["ada is not signed in."])
        }
    }

    @Test func `end-sessions --all signs everybody out`() async throws {
        try await withOpenSite { site in
            let people = [try await site.signUp("ada"), try await site.signUp("bruno")]
            let lines = try await site.lines("end-sessions", "--all")
            #expect(lines == ["Ended 1 session of ada.", "Ended 1 session of bruno."])
            for person in people { #expect(try await !site.isActive(person)) }
            #expect(try await site.lines("end-sessions", "--all") == ["Nobody is signed in."])
            #expect(try await site.user("end-sessions").status != 0)
            #expect(try await site.user("end-sessions", "ada", "--all").status != 0)
        }
    }

    @Test func `invite makes a link, which is listed and can be revoked`() async throws {
        try await withOpenSite { site in
            _ = try await site.signUp("ada")
            #expect(try await site.lines("invitations") == ["No invitations."])
            let lines = try await site.lines("invite", "--uses", "3", "--valid", "14d")
            #expect(lines[0].hasPrefix("https://roost.example.org/join/"))
            #expect(lines[1].hasPrefix("The link is good for 3 accounts, until 20"))
            let token = try #require(Token<Invitation>(encoded: String(lines[0].suffix(43))))
            _ = try await site.accounts.authentication.signUp(
                username: "bruno", nickname: "", password: OpenSite.password, invitation: token, on: OpenSite.device)
            let list = try await site.lines("invitations")
            #expect(list.count == 2 && list[1].hasPrefix("1       the operator  2 of 3  20"), "\(list)")
            #expect(try await site.lines("revoke-invitation", "1") == ["Invitation 1 does not work any more."])
            #expect(try await site.user("revoke-invitation", "1").errors == "Error: There is no open invitation 1.\n")
            #expect(try await site.user("invite", "--valid", "91d").status != 0)
            #expect(try await site.user("invite", "--uses", "0").status != 0)
        }
    }

    @Test func `remove-two-factor lets the password alone sign in`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada")
            let person = SignedIn(user: ada.user, session: ada.session)
            _ = try await site.accounts.twoFactor.begin(person)
            #expect(try await site.lines("remove-two-factor", "ada") == ["ada signs in without a second factor."])
            #expect(try await site.accounts.twoFactor.state(of: ada.user) == .off)
        }
    }
}
