import HTTP

@testable import Site

extension Request {
    /// A request that nobody sent.
    static func sample(
        method: RequestMethod = .get, path: String = "/", headers: [(FieldName, String)] = []
    ) -> Request {
        Request(
            IncomingRequest(method: method, path: path, fields: RequestFields(headers)), router: Router([]),
            trustedProxies: [])
    }
}
