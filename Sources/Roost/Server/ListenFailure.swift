import Foundation
import Transport

/// The site cannot listen, and which setting to change.
struct ListenFailure: Error, CustomStringConvertible {
    let cause: CannotListen
    let setting: SettingName

    /// - Parameter setting: where the port comes from.
    init(_ cause: CannotListen, from setting: SettingName) {
        self.cause = cause
        // An address that this machine does not have is not mended by another port.
        self.setting = cause.isForeign && setting == .port ? .host : setting
    }

    var description: String { "\(cause) Choose another with \(setting.asFlag)." }
}

extension Settings {
    /// Where the settings leave the port to the system (port 0), it is chosen before the site is made, which needs its own
    /// address: for the links that it gives out, and to tell its own forms from those of others.
    ///
    /// - Returns: the descriptor of a socket that listens on it already, if there is one.
    /// - Throws: ``ListenFailure``.
    mutating func takeFreePort() throws -> Int32? {
        guard port == 0 else { return nil }
        do {
            guard let free = try FreePort(of: host, for: server) else { return nil }
            setPort(free.port)
            return free.socket
        } catch let error as CannotListen { throw ListenFailure(error, from: .port) }
    }

    /// Also sets the port of a public URL that has none.
    private mutating func setPort(_ port: UInt16) {
        self.port = port
        guard publicURL.port == 0, var address = URLComponents(url: publicURL, resolvingAgainstBaseURL: false) else {
            return
        }
        address.port = Int(port)
        publicURL = address.url ?? publicURL
    }
}
