import Foundation
import HTTP
import IPAddresses
import Support
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
            id: RequestID.next(), method: request.method, path: request.path, query: request.query,
            headers: request.fields,
            client: Client(peer: request.peer, headers: request.fields, trustedProxies: trustedProxies),
            body: RequestBody(request.body, limit: limit), match: match)
    }
}

/// Identifies requests in the log, across runs as well. Not secret.
private enum RequestID {
    private static let start = UInt64.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    /// 16 hexadecimal digits, no two the same: the generator's output is a bijection of its seed.
    static func next() -> String {
        var generator = SplitMix64(seed: start &+ count.add(1, ordering: .relaxed).newValue)
        return generator.next().hexadecimal
    }
}
