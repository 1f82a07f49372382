import Foundation
import TestSupport
import Testing

@testable import Accounts

/// An authenticator app that was given the key in text.
struct Authenticator {
    private let key: [UInt8]
    private let clock: TestClock

    init(key text: String, clock: TestClock) {
        key = Self.decodeBase32(text)
        self.clock = clock
    }

    /// What it shows now.
    var code: String { code(in: 0) }

    /// What it shows so many steps later.
    func code(in steps: Int64) -> String {
        OneTimePassword.code(key: key, step: OneTimePassword.step(at: clock.now) + steps)
    }

    /// A code that is not right now.
    var wrongCode: String {
        let right = (-1...1).map(code(in:))
        return ["000000", "111111", "222222", "333333"].first { !right.contains($0) } ?? ""
    }

    private static func decodeBase32(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, buffer, bits) = ([UInt8](), UInt32(0), 0)
        for letter in text {
            guard let value = alphabet.firstIndex(of: letter) else { continue }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        return bytes
    }
}

extension Browser {
    /// Begins the set-up through the page, and gives the app the key that is shown there.
    func beginTwoFactor() async throws -> Authenticator {
        let page = try await submit("/profile/two-factor/begin", on: "/profile/two-factor").document
        return Authenticator(key: try #require(page.key), clock: site.clock)
    }

    func confirmTwoFactor(_ code: String, follow: Bool = true) async throws -> Reply {
        try await submit("/profile/two-factor/confirm", on: "/profile/two-factor", ["code": code], follow: follow)
    }

    /// The whole set-up; the code that confirmed it has passed.
    @discardableResult
    func enableTwoFactor() async throws -> (app: Authenticator, recoveryCodes: [String]) {
        let app = try await beginTwoFactor()
        let codes = try await confirmTwoFactor(app.code).document.recoveryCodes
        try #require(codes.count == 10)
        site.clock.advance(by: 60)
        return (app, codes)
    }

    /// Sends the code on the page that asks for one.
    @discardableResult
    func enter(
        _ code: String, field: String = "code", on page: String = "/login/code", follow: Bool = true
    ) async throws -> Reply {
        let forms = try await get(page).document.forms.filter { $0.action == "/login/code" }
        let form = try #require(forms.first { $0.controls.contains { $0.name == field } })
        return try await submit(form, Form.Input(fields: [field: code]), follow: follow)
    }
}

extension Document {
    /// The key that the set-up page shows.
    var key: String? { all("code").first { $0["class"] == "key" }?.text }

    var recoveryCodes: [String] {
        first("pre")?.text.split(separator: "\n").map(String.init) ?? []
    }
}
