import Foundation
import HTTP
import Synchronization

/// A description of the API, which is written when it is first asked for. Most sites are never asked.
final class APIDescription: Sendable {
    private let write: @Sendable () -> Data
    private let written = Mutex<Data?>(nil)

    init(_ write: @escaping @Sendable () -> Data) {
        self.write = write
    }

    var response: Response {
        var response = Response(status: .ok, body: .bytes(data))
        response.headers[.contentType] = "application/json"
        response.headers[.cacheControl] = "public, max-age=300"
        return response
    }

    private var data: Data {
        written.withLock { written in
            let data = written ?? write()
            written = data
            return data
        }
    }
}
