import Accounts
import Foundation
import PathKit
import Testing

@testable import Roost

struct DeletePersonTests {
    private static let avatar = String(repeating: "0", count: 48)
    private static let files = [48, 96, 128, 256, 512, 1024].map { "\(avatar)-\($0).webp" }

    /// A person whose picture is in the folder of uploads.
    private func signUpWithAvatar(_ site: OpenSite) async throws -> IssuedSession {
        _ = try await site.signUp("ada")
        let bruno = try await site.signUp("bruno")
        _ = try await site.accounts.profiles.setAvatar(
            Self.avatar, of: SignedIn(user: bruno.user, session: bruno.session))
        try (site.folder + "uploads").mkpath()
        for file in Self.files { try (site.folder + "uploads" + file).write("a picture") }
        return bruno
    }

    @Test func `whoever types the name erases the account and its picture`() async throws {
        try await withOpenSite { site in
            let bruno = try await signUpWithAvatar(site)
            let outcome = try await site.user("delete", "bruno", input: "bruno\n")
            #expect(outcome.output == "Deleted bruno.\n" && outcome.status == 0)
            #expect(outcome.errors == "This permanently deletes bruno. Type the username to continue: ")
            #expect(try await !site.isActive(bruno))
            #expect(!Self.files.contains { (site.folder + "uploads" + $0).exists })
            #expect(try await site.user("sessions", "bruno").errors == "Error: There is no account \"bruno\".\n")
        }
    }

    @Test(arguments: ["\n", "", "ada\n", "yes\n"])
    func `with another name, or none, nothing is deleted`(typed: String) async throws {
        try await withOpenSite { site in
            let bruno = try await signUpWithAvatar(site)
            let outcome = try await site.user("delete", "bruno", input: typed)
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.hasSuffix("Error: The username does not match. Nothing was deleted.\n"))
            #expect(try await site.isActive(bruno))
            #expect(Self.files.allSatisfy { (site.folder + "uploads" + $0).exists })
        }
    }

    @Test func `without a question it is done at once, and no folder is made`() async throws {
        try await withOpenSite { site in
            _ = try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            #expect(try await site.lines("delete", "bruno", "--yes") == ["Deleted bruno."])
            #expect(try await !site.isActive(bruno))
            #expect(!(site.folder + "uploads").exists)
        }
    }

    @Test(arguments: [("keep", ["Stays", "Mine"]), ("remove", ["Stays", ""])])
    func `messages stay or go as the operator says`(choice: String, texts: [String]) async throws {
        try await withOpenSite { site in
            let (ada, bruno) = (try await site.signUp("ada").user.id, try await site.signUp("bruno").user.id)
            try await site.post("Stays", in: 1, by: ada)
            try await site.post("Mine", in: 1, by: bruno)
            let outcome = try await site.user("delete", "bruno", "--messages", choice, input: "bruno\n")
            #expect(outcome.output == "Deleted bruno.\n")
            #expect(outcome.errors.contains("all that this person has written in rooms") == (choice == "remove"))
            #expect(try await site.texts(in: 1, by: ada) == texts)
        }
    }

    @Test func `where the account must stay its messages do`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada").user.id
            _ = try await site.signUp("bruno")
            try await site.post("Mine", in: 1, by: ada)
            #expect(try await site.user("delete", "ada", "--yes", "--messages", "remove").status == 1)
            #expect(try await site.texts(in: 1, by: ada) == ["Mine"])
        }
    }
}
