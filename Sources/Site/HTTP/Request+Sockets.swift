import Foundation
import HTTP
import IPAddresses
import Synchronization

extension Request {
    /// The request as the server read it, with its route, and with its body limited as the route says.
    init(_ request: IncomingRequest, router: Router, trustedProxies: [Network]) {
        let match = router.match(method: request.method, path: request.path)
        self.init(request, match: match, trustedProxies: trustedProxies)
    }

    init(_ request: IncomingRequest, match: Router.Match, trustedProxies: [Network]) {
        let limit = if case .found(let route, _) = match { route.bodyLimit } else { 0 }
        self.init(
            id: RequestNumber.next(), method: request.method, path: request.path, query: request.query,
            headers: request.fields,
            client: Client(peer: request.peer, headers: request.fields, trustedProxies: trustedProxies),
            body: RequestBody(request.body, limit: limit), match: match)
    }
}

/// Numbers that identify requests, across runs as well. They are not secret.
private enum RequestNumber {
    private static let start = UInt64.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    /// 16 hexadecimal digits.
    static func next() -> String {
        // A bijection after which neighbours differ in half of their bits (Stafford's variant 13 of MurmurHash3's
        // finalizer).
        var number = start &+ count.add(1, ordering: .relaxed).newValue
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        number ^= number >> 31
        return String(unsafeUninitializedCapacity: 16) { buffer in
            for index in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * index) & 0xF)
                buffer[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 16
        }
    }
}

extension Response {
    /// The response as the server is to send it.
    func sent(to request: Request, secure: Bool) -> OutgoingResponse {
        var fields = headers
        for cookie in cookies { fields.append(cookie.header(secure: secure), for: .setCookie) }
        let isHeadOnly = request.method == .head || status == .notModified
        return OutgoingResponse(
            status: status, fields: fields, defaults: defaults,
            body: isHeadOnly ? body.omitted : body)
    }
}
