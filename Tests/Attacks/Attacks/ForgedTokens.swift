import Crypto
import Foundation

/// Access tokens that somebody else has made, out of one that the site has made for them.
struct ForgedTokens: Attack {
    let name = "forged-tokens"

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: 1)
        let program = try Program(port: target.port).signedUp("eve")
        let parts = (program.token ?? "").split(separator: ".").map(String.init)
        guard parts.count == 3 else { throw Visitor.Unanswered(request: "a token of three parts") }
        let forger = Forger(header: parts[0], claims: parts[1], signature: parts[2], publicKey: try publicKey(target))
        for (what, token) in try forger.tokens {
            var thief = program
            thief.token = token
            let answer = try thief.send("GET", "users/me")
            outcome.expect(answer, to: what, isRefusedWith: [401])
            outcome.expect(answer.problem == "invalid-token", "\(what): \(answer.problem ?? "nothing")")
        }
        let own = try program.send("GET", "users/me")
        outcome.expect(own.status == 200, "the token itself was answered with \(own.status)")
        return outcome
    }

    private func publicKey(_ target: Target) throws -> String {
        let answer = try Visitor(port: target.port).get("/.well-known/jwks.json")
        let set = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
        let keys = set?["keys"] as? [[String: Any]] ?? []
        guard keys.count == 3, let key = keys[1]["x"] as? String else {
            throw Visitor.Refused(request: "GET jwks.json", status: answer.status)
        }
        return key
    }
}

/// Makes tokens of a good one.
private struct Forger {
    let header: String
    let claims: String
    let signature: String
    let publicKey: String

    var tokens: [(String, String)] {
        get throws { [cut, try resigned, try changed].flatMap(\.self) }
    }

    /// Parts that are missing, doubled or damaged.
    private var cut: [(String, String)] {
        let token = "\(header).\(claims).\(signature)"
        return [
            ("a token without its last byte", String(token.dropLast())), ("half a token", "\(header).\(claims)"),
            ("a token without signature", "\(header).\(claims)."),
            ("doubled dots", "\(header)..\(claims).\(signature)"),
            ("four parts", token + "." + signature), ("only dots", ".."), ("the signature twice", token + signature),
            ("padding", token + "="),
            ("another alphabet", token.replacing("-", with: "+").replacing("_", with: "/") + "+"),
            ("a space inside", "\(header). \(claims).\(signature)"),
            ("100 KB", String(repeating: "a", count: 7_000)), ("another token's prefix", "roost_" + token),
        ]
    }

    /// Other algorithms, and keys that are not the site's.
    private var resigned: [(String, String)] {
        get throws {
            let (own, secret) = (Curve25519.Signing.PrivateKey(), SymmetricKey(data: Data(base64URL: publicKey)))
            let headers = try JSONSerialization.jsonObject(with: Data(base64URL: header)) as? [String: Any] ?? [:]
            func token(_ changes: [String: Any], _ sign: (Data) throws -> Data) throws -> String {
                let header = headers.merging(changes) { $1 }
                let head = try JSONSerialization.data(withJSONObject: header).base64URL + "." + claims
                return head + "." + (try sign(Data(head.utf8))).base64URL
            }
            let hmac = { (data: Data) in Data(HMAC<SHA256>.authenticationCode(for: data, using: secret)) }
            let key = ["kty": "OKP", "crv": "Ed25519", "x": own.publicKey.rawRepresentation.base64URL]
            let signed = { (data: Data) in try own.signature(for: data) }
            return [
                ("alg none", try token(["alg": "none"]) { _ in Data() }),
                ("alg nOnE", try token(["alg": "nOnE"]) { _ in Data() }),
                ("HS256 with the public key", try token(["alg": "HS256"], hmac)),
                ("EdDSA with another key", try token([:], signed)),
                ("a key of one's own", try token(["jwk": key], signed)),
                ("the address of a key", try token(["jku": "http://127.0.0.1/jwks.json"], signed)),
                ("kid with a path", try token(["kid": "../../../dev/null"], signed)),
                ("kid with SQL", try token(["kid": "1' OR '1'='1"], signed)),
                ("kid with a NUL", try token(["kid": "\0"], signed)),
                ("kid of another time", try token(["kid": "1"], signed)),
                ("kid as a number", try token(["kid": 1], signed)),
                ("a critical extension", try token(["crit": ["exp"]], signed)),
            ]
        }
    }

    /// Claims that were changed, under the old signature.
    private var changed: [(String, String)] {
        get throws {
            let known = try JSONSerialization.jsonObject(with: Data(base64URL: claims)) as? [String: Any] ?? [:]
            let changes: [(String, [String: Any])] = [
                ("another person", ["sub": "1"]), ("another session", ["sid": "1"]), ("no end", ["exp": 4_000_000_000]),
                ("the past", ["exp": 1]), ("another audience", ["aud": "https://evil.example"]),
                ("another issuer", ["iss": "https://evil.example"]),
            ]
            return try changes.map { what, changes in
                let claims = try JSONSerialization.data(withJSONObject: known.merging(changes) { $1 })
                return (what, "\(header).\(claims.base64URL).\(signature)")
            }
        }
    }
}

/// Many at once exchange the same refresh token: one gets the next, and nobody loses the session.
struct RefreshRaces: Attack {
    let name = "refresh-races"

    private static let racers = 8

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: Self.racers)
        var program = try Program(port: target.port).signedUp("eve")
        for _ in 0..<target.scaled(40, quick: 5) {
            let (racer, body) = (program, #"{"refresh_token":"\#(program.refreshToken ?? "")"}"#)
            let answers = inParallel(Self.racers) { _ in try? racer.send("POST", "auth/refresh", body) }
                .compactMap(\.self)
            for answer in answers { outcome.count("\(answer.status)") }
            let winners = answers.filter { $0.status == 200 }
            guard winners.count == 1 else {
                outcome.fail("\(winners.count) of \(answers.count) got the next tokens")
                return outcome
            }
            let losers = answers.filter { $0.status != 200 }
            outcome.expect(
                losers.allSatisfy { $0.status == 409 && $0.problem == "refresh-token-used" },
                "the others got \(losers.map(\.status))")
            program = program.keeping(winners[0])
            let own = try program.send("GET", "users/me")
            outcome.expect(own.status == 200, "the winner's token was answered with \(own.status)")
        }
        return outcome
    }
}

extension Data {
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Empty where the text is none.
    fileprivate init(base64URL text: String) {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        self = Data(base64Encoded: standard + padding) ?? Data()
    }
}
