import Foundation
import HTTP
import IPAddresses
import Logging
import Transport

/// The two servers with one response of a page's size, to be loaded from outside. Prints a line with name and port for
/// each, and serves until it is ended.
@main
struct Sockets {
    static func main() async throws {
        // Loaded from one address, which is no case for the limit.
        var limits = ConnectionLimits()
        limits.connectionsPerAddress = nil
        let page = Data(repeating: UInt8(ascii: "x"), count: 8000)
        let response = OutgoingResponse(status: .ok, body: .bytes(page))
        let handlers = SiteHandlers(respond: { _ in response }, refuse: { _, _ in response })
        let log = Logger(label: "sockets") { _ in SwiftLogNoOpLogHandler() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for kind in ServerKind.allCases {
                let listener = try await Listener(
                    at: ListenAddress(.loopback, port: 0), on: kind, limits, for: handlers, log: log)
                group.addTask { try await listener.run() }
                say("\(kind.rawValue) \(try await listener.waitUntilListening())")
            }
            try await group.waitForAll()
        }
    }

    /// Prints a line that is seen at once, in a file too.
    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
