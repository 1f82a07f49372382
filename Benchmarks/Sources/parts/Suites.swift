@preconcurrency import Benchmark
import Foundation
import HTTP

@testable import Accounts

/// So many in one measurement: one alone would measure the way to another thread and back.
private let count = 100

struct WrongAnswer: Error {
    let status: Int
}

/// All of the site but the sockets: the way in, look-ups, rendering.
func siteSuite(_ site: MeasuredSite) -> BenchmarkSuite {
    let requests: [(String, IncomingRequest, Int)] = [
        ("GET /dashboard", .get("/dashboard", session: site.token), 200),
        ("GET /dashboard, signed out", .get("/dashboard"), 303),
        ("GET /login", .get("/login"), 200),
        ("GET /profile", .get("/profile", session: site.token), 200),
        ("GET /healthz", .get("/healthz"), 200),
        ("GET /nowhere", .get("/nowhere"), 404),
    ]
    return BenchmarkSuite(name: "site, \(count) requests") { suite in
        for (name, request, status) in requests {
            suite.benchmark(name) {
                try waiting {
                    for _ in 0..<count {
                        let response = await site.site.respond(to: request)
                        guard response.status == status else { throw WrongAnswer(status: response.status) }
                    }
                }
            }
        }
    }
}

/// What the dashboard asks the accounts.
func accountsSuite(_ site: MeasuredSite) -> BenchmarkSuite {
    let (accounts, person) = (site.accounts, site.person)
    let questions: [(String, @Sendable () async throws -> Void)] = [
        ("session of a token", { _ = try await accounts.sessions.authenticate(site.token) }),
        ("session of a token, read from the database", { try await site.readSession() }),
        ("open sessions", { _ = try await accounts.sessions.active(of: person.user) }),
        ("activity", { _ = try await accounts.activity.page(of: person.user, limit: 10) }),
        ("unanswered sign-ins", { _ = try await accounts.activity.unansweredSignIns(askedOf: person) }),
    ]
    return BenchmarkSuite(name: "accounts, \(count) questions") { suite in
        for (name, ask) in questions {
            suite.benchmark(name) {
                try waiting { for _ in 0..<count { try await ask() } }
            }
        }
    }
}
