import FlyingFox
import FlyingSocks
import Foundation
import HTTP
import Logging
import Transport

/// Two servers with one answer of a page's size, to be loaded from outside: over the site's sockets, and over FlyingFox'
/// own. Prints a line with name and port for each, and serves until it is ended.
@main
struct Sockets {
    static func main() async throws {
        // Loaded from one address, which is no case for the limit.
        var limits = ConnectionLimits()
        limits.connectionsPerAddress = nil
        let page = Data(repeating: UInt8(ascii: "x"), count: 8000)
        let answer = OutgoingResponse(status: .ok, body: .bytes(page))
        let pool = try makeServerPool(
            .reactor, limits, for: SiteHandlers(answer: { _ in answer }, refuse: { _, _ in answer }))
        let log = Logger(label: "sockets") { _ in SwiftLogNoOpLogHandler() }
        let own = await pool.makeServer(at: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), log: log)
        let standard = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled,
            handler: ClosureHTTPHandler { _ in HTTPResponse(statusCode: .ok, body: page) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await own.run() }
            group.addTask { try await standard.run() }
            say("roost \(try await pool.waitUntilListening())")
            try await standard.waitUntilListening()
            if case .ip4(_, let port) = await standard.listeningAddress { say("flyingfox \(port)") }
            try await group.waitForAll()
        }
    }

    /// Prints a line that is seen at once, in a file too.
    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
