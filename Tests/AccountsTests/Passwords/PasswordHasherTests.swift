import Testing
import WorkQueue

@testable import Accounts

struct PasswordHasherTests {
    private let hasher: PasswordHasher

    init() {
        hasher = PasswordHasher(
            parameters: .cheap, queue: WorkQueue(label: "test", width: 1, depth: 10), random: TestRandom().bytes)
    }

    private func hash(with parameters: ScryptParameters = .cheap) throws -> PasswordHash {
        try PasswordHash(of: testPassword, salt: constantBytes(1)(16), parameters: parameters)
    }

    @Test func `the right password is right`() async throws {
        guard case .right = try await hasher.check(testPassword, against: hash(), in: .ordinary) else {
            Issue.record("not right")
            return
        }
    }

    @Test func `another password is wrong`() async throws {
        guard case .wrong = try await hasher.check("fruit bats at dawn", against: hash(), in: .ordinary) else {
            Issue.record("not wrong")
            return
        }
    }

    @Test(arguments: ["", testPassword])
    func `every password is wrong where there is no hash`(password: String) async throws {
        guard case .wrong = try await hasher.check(password, against: nil, in: .ordinary) else {
            Issue.record("not wrong")
            return
        }
    }

    @Test func `the right password with older parameters is renewed`() async throws {
        let old = try hash(with: .newer)
        guard case .renewed(let new) = try await hasher.check(testPassword, against: old, in: .ordinary) else {
            Issue.record("not renewed")
            return
        }
        #expect(new.parameters == .cheap)
        #expect(new.salt != old.salt)
        #expect(try new.matches(testPassword))
    }

    @Test func `a wrong password with older parameters is wrong`() async throws {
        guard case .wrong = try await hasher.check("fruit bats at dawn", against: hash(with: .newer), in: .ordinary)
        else {
            Issue.record("not wrong")
            return
        }
    }

    @Test func `a hash is made with the hasher's parameters and a salt of its own`() async throws {
        let password = try Password(testPassword, for: "ada")
        let hashes = [try await hasher.hash(password, in: .ordinary), try await hasher.hash(password, in: .reserved)]
        #expect(hashes.map(\.parameters) == [.cheap, .cheap])
        #expect(hashes[0].salt.count == 16)
        #expect(hashes[0].salt != hashes[1].salt)
    }

    @Test func `a full queue is said at once, also where there is no hash`() async throws {
        try await withSite(depth: 0) { site in
            try await site.whileHashingStands {
                await #expect(throws: WorkQueue.Full.self) {
                    try await site.accounts.authentication.hasher.check(testPassword, against: nil, in: .ordinary)
                }
            }
        }
    }
}
