import Foundation
import Transport

/// Sockets from systemd, and notifications to it (sd_listen_fds(3), sd_notify(3)).
enum Systemd {
    struct UnfitSocket: Error, CustomStringConvertible {
        let description: String
    }

    /// The first descriptor that systemd passes.
    private static let firstSocket: Int32 = 3

    /// The listening socket from systemd, if there is one. While the site restarts, clients wait in its queue.
    ///
    /// - Throws: ``UnfitSocket`` if there are several, or it does not listen.
    static func takeSocket(
        for server: ServerKind, _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Int32? {
        #if os(Linux)
        // A child inherits the environment; the sockets may be meant for its parent.
        guard environment["LISTEN_PID"] == String(getpid()), let count = environment["LISTEN_FDS"].flatMap({ Int($0) }),
            count > 0
        else { return nil }
        guard server == .reactor else {
            throw UnfitSocket(description: "systemd passed a socket, which ROOST_SERVER=flyingfox cannot use")
        }
        guard count == 1 else { throw UnfitSocket(description: "systemd passed \(count) sockets; Roost uses one") }
        guard isListeningSocket(firstSocket) else {
            throw UnfitSocket(description: "the socket passed by systemd does not listen; use ListenStream")
        }
        _ = fcntl(firstSocket, F_SETFD, FD_CLOEXEC)
        return firstSocket
        #else
        return nil
        #endif
    }

    /// Notifies systemd of a state, if it asked for that. Errors are ignored: then nobody is listening.
    static func tell(_ state: String, _ environment: [String: String] = ProcessInfo.processInfo.environment) {
        #if os(Linux)
        guard let name = environment["NOTIFY_SOCKET"], name.hasPrefix("/") || name.hasPrefix("@") else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // An abstract name begins with a zero instead of the @.
        let bytes = name.hasPrefix("@") ? [0] + name.utf8.dropFirst() : Array(name.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { return }
        defer { close(file) }
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(file, state, state.utf8.count, Int32(MSG_NOSIGNAL), $0, size)
            }
        }
        #endif
    }
}
