import Accounts
import Foundation
import PathKit
import TestSupport
import Testing

@testable import Roost

struct SecretFileTests {
    @Test func `the file stands beside the database, for its owner alone`() throws {
        try withTemporaryFolder { folder in
            _ = try SecretFile(for: (folder + "roost.sqlite").string).secret()
            let attributes = try FileManager.default.attributesOfItem(atPath: (folder + "roost.sqlite.key").string)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            // Nothing is left of the file that it was written to first.
            #expect(try folder.children().map(\.lastComponent) == ["roost.sqlite.key"])
        }
    }

    @Test func `a secret that was made is read the next time`() throws {
        try withTemporaryFolder { folder in
            let file = SecretFile(for: (folder + "roost.sqlite").string)
            _ = try file.secret()
            let first: Data = try (folder + "roost.sqlite.key").read()
            _ = try file.secret()
            #expect(try (folder + "roost.sqlite.key").read() == first)
        }
    }

    @Test func `a made secret has 256 random bits`() throws {
        try withTemporaryFolder { folder in
            let secrets = try ["a", "b"].map { name in
                _ = try SecretFile(for: (folder + name).string).secret()
                let text: String = try (folder + "\(name).key").read()
                return Data(base64Encoded: text)
            }
            #expect(secrets.map(\.?.count) == [32, 32])
            #expect(secrets[0] != secrets[1])
        }
    }

    @Test func `a secret that is too short is refused with its path and left alone`() throws {
        try withTemporaryFolder { folder in
            let key = folder + "roost.sqlite.key"
            try key.write(String(repeating: "s", count: 31))
            let error = #expect(throws: SecretFile.Unusable.self) {
                try SecretFile(for: (folder + "roost.sqlite").string).secret()
            }
            #expect(error?.description.hasPrefix(key.string + ": ") == true)
            #expect(try key.read() == String(repeating: "s", count: 31))
        }
    }

    @Test func `a folder that is not there is named`() throws {
        try withTemporaryFolder { folder in
            let error = #expect(throws: SecretFile.Unusable.self) {
                try SecretFile(for: (folder + "missing/roost.sqlite").string).secret()
            }
            #expect(error?.path == (folder + "missing/roost.sqlite.key").string)
        }
    }
}
