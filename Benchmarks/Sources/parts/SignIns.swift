@preconcurrency import Benchmark
import Foundation
import Synchronization
import WorkQueue

@testable import Accounts

/// Sign-ins as the site checks them, with its own cost of a hash. An hour passes before each, so that none has to wait.
struct MeasuredSignIns: Sendable {
    private let accounts: Accounts

    init(on site: MeasuredSite) async throws {
        let clock = Clock()
        accounts = Accounts(
            database: site.database, hasher: PasswordHasher(queue: WorkQueue(label: "sign-ins", width: 1, depth: 1)),
            secret: MeasuredSite.secret, now: { clock.next() })
        _ = try await accounts.authentication.signUp(
            username: "wren", nickname: "", password: MeasuredSite.password, on: MeasuredSite.device(0))
    }

    func fail(as name: String) async throws {
        do {
            _ = try await accounts.authentication.signIn(
                username: name, password: "a wrong guess", remember: false, on: MeasuredSite.device(1))
        } catch AuthenticationError.wrongCredentials {
            return
        }
        preconditionFailure("a wrong password is right")
    }

    private final class Clock: Sendable {
        private let time = Mutex(Date())

        func next() -> Date {
            time.withLock { time in
                time += 3600
                return time
            }
        }
    }
}

func signInSuite(_ signIns: MeasuredSignIns) -> BenchmarkSuite {
    BenchmarkSuite(name: "a failed sign-in") { suite in
        for (name, username) in [("known name", "wren"), ("unknown name", "nobody-here")] {
            suite.benchmark(name) { try waiting { try await signIns.fail(as: username) } }
        }
    }
}

extension MeasuredSite {
    /// What a request costs whose session is not kept in memory.
    func readSession() async throws {
        guard try await accounts.readSession(token, at: Date()) != nil else {
            preconditionFailure("the session is not there")
        }
    }
}
