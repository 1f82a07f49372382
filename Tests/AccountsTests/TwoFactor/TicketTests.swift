import Foundation
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct TicketTests {
    @Test(arguments: [(599, true), (600, false)] as [(TimeInterval, Bool)])
    func `a ticket lasts ten minutes`(seconds: TimeInterval, lasts: Bool) async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let ticket = try await site.ticket()
            site.clock.advance(by: seconds)
            let result = await Result {
                try await site.accounts.signIn(with: ticket, code: site.code(key), on: .home)
            }
            if lasts { _ = try result.get() } else { #expect(throws: Accounts.TicketExpired.self) { try result.get() } }
        }
    }

    @Test func `a ticket works once`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let ticket = try await site.ticket()
            _ = try await site.accounts.signIn(with: ticket, code: site.code(key), on: .home)
            site.clock.advance(by: 30)
            await #expect(throws: Accounts.TicketExpired.self) {
                try await site.accounts.signIn(with: ticket, code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a ticket works from another address and not from another browser`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let ticket = try await site.ticket()
            await #expect(throws: Accounts.TicketExpired.self) {
                try await site.accounts.signIn(with: ticket, code: site.code(key), on: .stranger)
            }
            let moved = Device(userAgent: Device.home.userAgent, address: Device.stranger.address)
            _ = try await site.accounts.signIn(with: ticket, code: site.code(key), on: moved)
        }
    }

    @Test func `a ticket that was not given out is none`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            await #expect(throws: Accounts.TicketExpired.self) {
                try await site.accounts.signIn(
                    with: Token(random: constantBytes(0)), code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a ticket bears five wrong codes`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let (ticket, mark) = (try await site.ticket(), site.accounts.knownDevice.token(for: ada.user))
            for _ in 0..<5 {
                await #expect(throws: Accounts.WrongCode.self) {
                    try await site.accounts.signIn(with: ticket, code: site.wrongCode(key), on: .home, mark: mark)
                }
            }
            await #expect(throws: Accounts.TicketExpired.self) {
                try await site.accounts.signIn(with: ticket, code: site.code(key), on: .home, mark: mark)
            }
        }
    }

    @Test func `of many wrong codes at once a ticket bears five`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let (ticket, mark) = (try await site.ticket(), site.accounts.knownDevice.token(for: ada.user))
            let (code, accounts) = (site.wrongCode(key), site.accounts)
            let count = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        let result = await Result {
                            try await accounts.signIn(with: ticket, code: code, on: .home, mark: mark)
                        }
                        if case .failure(is Accounts.WrongCode) = result { return true }
                        return false
                    }
                }
                return await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            #expect(count == 5)
        }
    }

    @Test func `wrong codes are counted over all tickets, and a known device has its own count`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            for _ in 0..<5 {
                await #expect(throws: Accounts.WrongCode.self) {
                    try await site.accounts.signIn(
                        with: site.ticket(on: .stranger), code: site.wrongCode(key), on: .stranger)
                }
            }
            let error = await #expect(throws: Accounts.TooManyAttempts.self) {
                try await site.accounts.signIn(with: site.ticket(on: .phone), code: site.code(key), on: .phone)
            }
            #expect(error?.seconds == 30)
            let mark = site.accounts.knownDevice.token(for: ada.user)
            _ = try await site.accounts.signIn(with: site.ticket(), code: site.code(key), on: .home, mark: mark)
        }
    }

    @Test func `wrong codes count against their network as wrong passwords do`() async throws {
        try await withSite { site in
            var people: [(key: TwoFactorKey, name: String)] = []
            for index in 0..<8 {
                let (name, home) = ("person-\(index)", Device(userAgent: "a", address: "10.0.\(index).1"))
                people.append((try await site.enableTwoFactor(site.signUp(name, on: home)).key, name))
            }
            let stranger = Device(userAgent: "a", address: Device.stranger.address)
            var wrong = 0
            for (key, name) in people {
                let ticket = try await site.ticket(name, on: Device(userAgent: "a", address: "10.1.0.1"))
                for _ in 0..<4 {
                    let result = await Result {
                        try await site.accounts.signIn(with: ticket, code: site.wrongCode(key), on: stranger)
                    }
                    if case .failure(is Accounts.WrongCode) = result { wrong += 1 }
                }
            }
            #expect(wrong == 30)
        }
    }

    @Test func `a right password does not start the count of wrong codes anew`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            var wrong = 0
            for _ in 0..<10 {
                let ticket = try await site.ticket()
                let result = await Result {
                    try await site.accounts.signIn(with: ticket, code: site.wrongCode(key), on: .home)
                }
                if case .failure(is Accounts.WrongCode) = result { wrong += 1 }
            }
            #expect(wrong == 5)
        }
    }

    @Test func `a right code starts the count anew`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            for _ in 0..<2 {
                let ticket = try await site.ticket()
                for _ in 0..<4 {
                    await #expect(throws: Accounts.WrongCode.self) {
                        try await site.accounts.signIn(with: ticket, code: site.wrongCode(key), on: .home)
                    }
                }
                _ = try await site.accounts.signIn(with: ticket, code: site.code(key), on: .home)
                site.clock.advance(by: 30)
            }
        }
    }

    @Test func `a password that was changed meanwhile makes tickets worthless`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let ticket = try await site.ticket()
            _ = try await site.accounts.changePassword(of: ada.signedIn, from: testPassword, to: "another password")
            await #expect(throws: Accounts.TicketExpired.self) {
                try await site.accounts.signIn(with: ticket, code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a right password without a code is written down, with when and where`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let asked = site.clock.time
            _ = try await site.ticket(on: .stranger)
            let (tried, used) = (try await site.ticket(), try await site.ticket())
            _ = try? await site.accounts.signIn(with: tried, code: site.wrongCode(key), on: .home)
            _ = try await site.accounts.signIn(with: used, code: site.code(key), on: .home)
            site.clock.advance(by: 600)
            for _ in 0..<2 { try await site.accounts.clean(log: .quiet) }
            let entries = try await site.accounts.recentActivity(of: ada.user, limit: 10)
            #expect(
                entries.map(\.kind) == [.codeNotGiven, .signedIn, .codeFailed, .twoFactorEnabled, .signedUp])
            #expect(entries[0].device == .stranger)
            #expect(entries[0].at == asked)
        }
    }

    @Test func `the database holds a ticket's hash alone, and maintenance takes it away`() async throws {
        try await withSite { site in
            try await site.enableTwoFactor(site.signUp())
            let ticket = try await site.ticket()
            let stored = try site.stored()
            #expect(stored.range(of: ticket.hash) != nil)
            #expect(stored.range(of: Data(ticket.encoded.utf8)) == nil)
            #expect(stored.range(of: Data(try #require(Base64.url.decode(ticket.encoded)))) == nil)
            site.clock.advance(by: 600)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("signInTicket") == 0)
        }
    }
}
