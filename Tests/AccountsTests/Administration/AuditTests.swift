import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

struct AuditTests {
    private func log(_ site: TestSite) async throws -> [String] {
        try await site.database.read { db in
            try db.rows("SELECT action, actorId, subjectId, detail, roomId, number FROM auditEntry ORDER BY id") {
                row in
                let numbers = [row[1], row[2], row[4], row[5]] as [Int64?]
                return ([row[0] as String] + numbers.map { $0.map(String.init) ?? "-" } + [row[3] as String])
                    .joined(separator: " ")
            }
        }
    }

    @Test func `what an administrator does to accounts is in the audit log, with who did it and to whom`() async throws
    {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            let (admin, id) = (Principal.administrator(ada.signedIn), bruno.user.id)
            let administration = site.accounts.administration
            try await administration.setRole(.administrator, of: id, by: admin)
            _ = try await administration.change(id, role: .member, isDisabled: true, by: admin)
            try await administration.enable(id, by: .commandLine)
            try await administration.disable(id, because: AuditedMessage(room: 7, number: 8), by: admin)
            _ = try await administration.endSessions(of: id, by: admin)
            _ = try await administration.makeResetLink(for: id, by: admin)
            _ = try await administration.createPerson(username: "carol", by: admin)
            _ = try await administration.createBot(username: "crow", days: 1, by: admin)
            _ = try await administration.delete(id, by: admin)
            #expect(
                try await log(site) == [
                    "accountRoleChanged 1 - - - administrator", "accountRoleChanged 1 - - - member",
                    "accountDisabled 1 - - - ", "accountEnabled - - - - ", "accountDisabled 1 - 7 8 ",
                    "sessionsEnded 1 - - - ", "resetLinkMade 1 - - - ", "accountMade 1 3 - - ", "accountMade 1 4 - - ",
                    "accountDeleted 1 - - - bruno",
                ])
        }
    }

    @Test func `the audit log names the account that something was done to`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            let admin = Principal.administrator(ada.signedIn)
            try await site.accounts.administration.disable(bruno.user.id, by: admin)
            // The second time changes nothing.
            try await site.accounts.administration.disable(bruno.user.id, by: admin)
            try await site.accounts.administration.removeTwoFactor(of: bruno.user.id, by: admin)
            #expect(try await log(site) == ["accountDisabled 1 2 - - "])
            // Answering a report so is an act of its own.
            let message = AuditedMessage(room: 7, number: 8)
            try await site.accounts.administration.disable(bruno.user.id, because: message, by: admin)
            #expect(try await log(site).last == "accountDisabled 1 2 7 8 ")
            #expect(try await site.kinds(of: bruno.user) == [.accountDisabled, .signedUp])
        }
    }

    @Test func `invitations are in the audit log, and what is refused is not`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            let admin = Principal.administrator(ada.signedIn)
            _ = try await site.accounts.invitations.invite(uses: 3, days: 1, by: admin)
            let open = try await site.accounts.invitations.open(by: admin)
            try await site.accounts.invitations.revoke(#require(open.first).id, by: admin)
            let other = Principal.administrator(bruno.signedIn)
            await #expect(throws: AdministrationError.notAllowed) {
                try await site.accounts.administration.disable(ada.user.id, by: other)
            }
            #expect(try await log(site) == ["invitationMade 1 - - - 3", "invitationRevoked 1 - - - "])
        }
    }
}
