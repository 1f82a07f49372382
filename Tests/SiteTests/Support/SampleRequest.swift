import FlyingFox

@testable import Site

extension Request {
    /// A request that nobody sent.
    static func sample(method: HTTPMethod = .GET, path: String = "/", headers: HTTPHeaders = HTTPHeaders()) -> Request {
        Request(
            HTTPRequest(
                method: method, version: .http11, path: path, query: [], headers: headers, body: HTTPBodySequence()),
            router: Router([]), trustedProxies: [])
    }
}
