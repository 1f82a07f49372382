import Foundation
import TestSupport
import Testing
import WorkQueue

@testable import Accounts

/// What somebody can do to others with a password that is right.
@Suite(.timeLimit(.minutes(5)))
struct RightPasswordTests {
    @Test func `an account is signed in to sixty times an hour`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            try await site.signUp("bruno")
            for _ in 0..<60 { try await site.signIn("ada") }
            let error = await expectTooManyAttempts { try await site.signIn("ada") }
            #expect(error?.seconds == 30)
            try await site.signIn("bruno")
            site.clock.advance(by: 3600)
            for _ in 0..<60 { try await site.signIn("ada") }
        }
    }

    @Test func `wrong passwords are not counted as right ones`() async throws {
        try await withSite { site in
            try await site.signUp()
            for _ in 0..<59 { try await site.signIn() }
            for number in 0..<20 {
                _ = try await site.guess(times: 4, on: Device(userAgent: "", address: "10.0.\(number).1"))
            }
            try await site.signIn()
        }
    }

    @Test func `who has the password alone does not keep its owner's browser out`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.enableTwoFactor(ada)
            let cookie = site.accounts.authentication.knownDevices.cookie(for: ada.user)
            for _ in 0..<60 { _ = try await site.challenge(on: .stranger) }
            await expectTooManyAttempts { try await site.challenge(on: .stranger) }
            _ = try await site.accounts.authentication.signIn(
                username: "ada", password: testPassword, remember: false, on: .home, knownDevice: cookie)
        }
    }

    @Test func `proofs are counted too`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            for _ in 0..<60 { _ = try await site.accounts.authentication.confirmPassword(ada, password: testPassword) }
            await expectTooManyAttempts {
                try await site.accounts.authentication.confirmPassword(ada, password: testPassword)
            }
        }
    }

    @Test func `one account and browser has two places in the queue, and what is over them counts for nothing`()
        async throws
    {
        try await withSite { site in
            let ada = try await site.signUp()
            let cookie = site.accounts.authentication.knownDevices.cookie(for: ada.user)
            var waiting: [Task<Void, any Error>] = []
            let result = try await site.during({ try await site.signIn(knownDevice: cookie) }) {
                waiting.append(Task { _ = try await site.signIn(knownDevice: cookie) })
                try await site.waitForLoad(3)
                for _ in 0..<20 {
                    await #expect(throws: WorkQueue.Full.self) { try await site.signIn(knownDevice: cookie) }
                }
                let other = site.accounts.authentication.knownDevices.cookie(for: ada.user)
                waiting.append(Task { _ = try await site.signIn(knownDevice: other) })
                try await site.waitForLoad(4)
                waiting.append(Task { _ = try await site.signIn(on: .stranger) })
                try await site.waitForLoad(5)
            }
            _ = try result.get()
            for task in waiting { try await task.value }
            try await site.signIn(knownDevice: cookie)
        }
    }

    @Test func `a blocked account stays blocked while the queue is full of invented names`() async throws {
        try await withSite(depth: 0) { site in
            try await site.signUp()
            #expect(try await site.guess(times: 5) == 5)
            try await site.whileHashingStands {
                for number in 0..<2000 {
                    await #expect(throws: WorkQueue.Full.self) { try await site.signIn("name-\(number)", on: .phone) }
                }
            }
            #expect(
                site.accounts.context.throttle.counters(of: [.everywhere(account: "name-7")]).values.allSatisfy {
                    $0 == nil
                })
            #expect(try await site.guess(times: 1) == 0)
        }
    }
}
