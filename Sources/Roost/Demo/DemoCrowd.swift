import Accounts
import Foundation

/// As many people as measuring takes, each with open sessions and a history. They are made by number: number 1 is
/// `robin1`, and every third has a nickname that must be escaped.
struct DemoCrowd: Sendable {
    /// How many tokens are kept, of people spread evenly over all, the first among them.
    static let tokenLimit = 10_000
    /// People in one transaction.
    private static let batch = 50_000

    /// How many people.
    let count: Int
    /// How many open sessions each has.
    let sessions: Int
    private let now = Date()

    init(count: Int, sessions: Int) {
        self.count = count
        self.sessions = sessions
    }

    /// Adds all to the site; returns tokens of their sessions.
    func move(into seedData: SeedData) async throws -> [SessionToken] {
        let stride = max(1, (count + Self.tokenLimit - 1) / Self.tokenLimit)
        var tokens: [SessionToken] = []
        for first in Swift.stride(from: 1, through: count, by: Self.batch) {
            let numbers = first..<min(first + Self.batch, count + 1)
            let added = try await seedData.add(numbers.map(seedUser))
            tokens += zip(numbers, added).filter { ($0.0 - 1) % stride == 0 }.map(\.1)
        }
        return tokens
    }

    static func username(_ number: Int) -> String { "robin\(number)" }

    static func nickname(_ number: Int) -> String {
        number % 3 == 1 ? "Robin <3 & \"Co\" \(number)" : "Robin Example \(number)"
    }

    private func seedUser(_ number: Int) throws -> SeedUser {
        let age = DemoPerson.day * Double(60 + number % 20)
        let createdAt = now - age
        // Whatever happened did so in the time until two days ago, one thing after the other.
        let kinds = Self.kinds(sessions: sessions)
        let step = (age - 2 * DemoPerson.day) / Double(kinds.count)
        let history = kinds.enumerated().map { index, kind in
            let (device, at) = (device(number, index), createdAt + step * Double(index))
            guard kind == .signedIn else { return SeedUser.Event(kind, on: device, at: at) }
            let hours = 1 + (number * 7 + index * 5) % 24
            return SeedUser.Event(signedInOn: device, at: at, lastSeenAt: now - DemoPerson.hour * Double(hours))
        }
        return try SeedUser(
            username: Self.username(number), nickname: Self.nickname(number), createdAt: createdAt, history: history)
    }

    /// What happened to each: more than fits on the dashboard.
    private static func kinds(sessions: Int) -> [Activity.Kind] {
        [.signedUp, .nicknameChanged, .signInFailed] + Array(repeating: .signedIn, count: sessions)
            + [.signInFailed, .passwordChanged, .signedOut, .exported]
    }

    private func device(_ number: Int, _ index: Int) -> Device {
        let agents = DemoPerson.userAgents
        return Device(
            userAgent: agents[(number + index) % agents.count], address: "198.51.100.\(1 + (number + index) % 254)")
    }
}
