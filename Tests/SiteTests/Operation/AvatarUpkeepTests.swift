import Foundation
import PathKit
import TestSupport
import Testing

@testable import SiteTestSupport

/// What a site does about pictures when it starts.
@Suite struct AvatarUpkeepTests {
    private static let original = "00112233445566778899aabbccddeeff.png"

    private func setAvatar(_ name: String, of site: TestSite) async throws {
        try await site.database.write { try $0.run("UPDATE user SET avatar = ?", [name]) }
    }

    private func setFirstSignUp(_ date: Date, of site: TestSite) async throws {
        let seconds = max(0, Int64(date.timeIntervalSince1970))
        try await site.database.write { try $0.run("UPDATE user SET createdAt = ?", [seconds]) }
    }

    @Test func `files that nobody has go and others stay`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let kept = try site.storedFiles
            try (site.uploads + "00000000000000000000000000000001.png").write("orphan")
            for size in [48, 1024] {
                try (site.uploads + "\(String(repeating: "0", count: 48))-\(size).webp").write("orphan")
            }
            try (site.uploads + "incoming" + "half").write("half")
            // The kernel's clock for files goes in ticks.
            try await Task.sleep(for: .milliseconds(100))
            // Files have the machine's time, and not that of the site's clock.
            try await setFirstSignUp(.distantPast, of: site)
            try await site.openAgain()
            #expect(try site.storedFiles == kept)
            #expect(try site.incoming.isEmpty)
        }
    }

    @Test func `files that are older than all accounts are another site's, and stay`() async throws {
        try await withSite { site in
            let orphan = site.uploads + "00000000000000000000000000000001.png"
            try orphan.write("another site's")
            try await Task.sleep(for: .milliseconds(100))
            try await site.openAgain()
            #expect(orphan.exists)
            _ = try await site.member()
            try await setFirstSignUp(Date(timeIntervalSinceNow: 3600), of: site)
            try await site.openAgain()
            #expect(orphan.exists)
            try await setFirstSignUp(.distantPast, of: site)
            try await site.openAgain()
            #expect(!orphan.exists)
        }
    }

    @Test func `a picture of an earlier version is not served and is made anew`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let drawn = try await browser.avatar(on: "/profile")
            try (site.uploads + Self.original).write(Data(try Picture.png.bytes))
            try await setAvatar(Self.original, of: site)
            #expect(try await browser.avatar(on: "/profile") == drawn)
            #expect(try await browser.get("/avatars/\(Self.original)").status == 404)
            try await site.openAgain()
            let path = try await browser.avatar(on: "/profile")
            #expect(path != drawn)
            #expect(try await browser.get(path)["Content-Type"] == "image/webp")
            #expect(try site.storedFiles.count == 6)
        }
    }

    @Test(arguments: ["damaged", nil])
    func `a picture of an earlier version that is of no use gives way`(content: String?) async throws {
        try await withSite { site in
            let browser = try await site.member()
            if let content { try (site.uploads + Self.original).write(content) }
            try await setAvatar(Self.original, of: site)
            try await site.openAgain()
            #expect(try await browser.avatar(on: "/profile").hasSuffix(".svg"))
            #expect(try site.storedFiles.isEmpty)
            #expect(try await site.count("user WHERE avatar IS NULL") == 1)
        }
    }

    @Test func `without the program nobody can upload and the site says so`() async throws {
        try await withSite(SiteOptions(programs: "/nonexistent")) { site in
            let line = try #require(
                site.log.entries(from: .error).first { $0.message == "no pictures can be uploaded" })
            #expect(line.metadata["reason"]?.contains("libvips-tools") == true)
            let browser = try await site.member()
            let page = try await browser.get("/profile")
            #expect(page.text.contains("No pictures can be uploaded at the moment"))
            #expect(!page.document.forms.contains { $0.action == "/profile/avatar" })
            let file = Form.File(name: "a.png", type: "image/png", bytes: try Picture.png.bytes)
            let reply = try await site.post(
                "/profile/avatar", Encoding.multipart([], files: [("avatar", file)]), type: Encoding.multipartType,
                cookie: browser.cookieHeader)
            #expect(reply.status == 503)
            #expect(reply.text.contains("Please tell whoever runs this site"))
        }
    }
}
