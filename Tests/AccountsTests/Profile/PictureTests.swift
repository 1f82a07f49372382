import Testing

@testable import Accounts

struct PictureTests {
    @Test func `of some names those that are in use are known`() async throws {
        try await withSite { site in
            for name in ["ada", "bruno"] {
                _ = try await site.accounts.profiles.setAvatar("\(name)'s", of: site.signUp(name).signedIn)
            }
            try await site.signUp("mei")
            #expect(
                try await site.accounts.profiles.avatars(among: ["ada's", "x\"", "bruno's", "mei's", ""]) == [
                    "ada's", "bruno's",
                ])
            #expect(try await site.accounts.profiles.avatars(among: []) == [])
        }
    }

    @Test func `a picture that was kept as it was sent is known by its name and replaced`() async throws {
        try await withSite { site in
            let (ada, mei) = (try await site.signUp().signedIn, try await site.signUp("mei").signedIn)
            _ = try await site.accounts.profiles.setAvatar("old.png", of: ada)
            _ = try await site.accounts.profiles.setAvatar("new", of: mei)
            let originals = try await site.accounts.profiles.originalAvatars()
            #expect(originals.map(\.0) == [ada.user.id] && originals.map(\.1) == ["old.png"])
            #expect(try await site.accounts.profiles.replaceOriginalAvatar(of: ada.user.id, "old.png", with: "made"))
            #expect(try await site.accounts.administration.person(named: "ada", by: .commandLine).user.avatar == "made")
        }
    }

    @Test func `one that the person has replaced meanwhile is left alone`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.profiles.setAvatar("newer", of: ada)
            #expect(try await !site.accounts.profiles.replaceOriginalAvatar(of: ada.user.id, "old.png", with: "made"))
            #expect(
                try await site.accounts.administration.person(named: "ada", by: .commandLine).user.avatar == "newer")
        }
    }

    @Test func `a picture is drawn anew from another number, and that is remembered`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.accounts.profiles.redrawAvatar(of: ada.signedIn)
            let user = try #require(try await site.accounts.sessions.authenticate(ada.token)).user
            #expect(user.avatarSeed != ada.user.avatarSeed)
            #expect(try await site.accounts.activity.recent(of: user, limit: 1).first?.kind == .pictureChanged)
        }
    }

    @Test func `nothing is drawn for an account that has gone`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.profiles.delete(ada, password: testPassword)
            await #expect(throws: RecordNotFound.self) { try await site.accounts.profiles.redrawAvatar(of: ada) }
        }
    }
}
