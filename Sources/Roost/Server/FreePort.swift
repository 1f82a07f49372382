import FlyingSocks
import Foundation

/// Where the settings leave the port to the system (port 0), it is chosen before the site is made, which needs its own
/// address: for the links that it gives out, and to tell its own forms from those of others.
enum FreePort {
    /// Listens on a free port and writes it into the settings.
    ///
    /// - Returns: the listening socket; nil where a port is set, and where the server cannot take a socket that listens
    ///   already: it then listens on the port that has just been free.
    /// - Throws: ``CannotListen``.
    static func take(for settings: inout Settings) throws -> Int32? {
        #if os(Linux)
        guard settings.port == 0 else { return nil }
        let name = ListenAddress(settings.host, port: 0)
        let socket = try Socket(domain: settings.host.isIPv4 ? AF_INET : AF_INET6)
        do {
            try socket.bind(to: name.socketAddress())
        } catch SocketError.failed(type: _, _, let reason) {
            try? socket.close()
            throw CannotListen(name: name, reason: reason, setting: .port)
        }
        try socket.listen()
        settings.setPort(try socket.port())
        guard settings.server == .reactor else {
            try socket.close()
            return nil
        }
        _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        return socket.file.rawValue
        #else
        return nil
        #endif
    }
}

extension Settings {
    /// Also sets the port of a public URL that has none.
    fileprivate mutating func setPort(_ port: UInt16) {
        self.port = port
        guard publicURL.port == 0, var address = URLComponents(url: publicURL, resolvingAgainstBaseURL: false) else {
            return
        }
        address.port = Int(port)
        publicURL = address.url ?? publicURL
    }
}

extension Socket {
    fileprivate func port() throws -> UInt16 {
        switch try sockname() {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix: 0
        }
    }
}
