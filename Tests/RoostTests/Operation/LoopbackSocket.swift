import Foundation
import Glibc

/// A TCP socket at a port of this machine, open for as long as this lives.
final class LoopbackSocket: Sendable {
    let handle: FileHandle
    let port: Int

    /// - Parameter port: 0 for one that the system chooses.
    init(port: UInt16 = 0) throws {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = port.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, size) | getsockname(file, $0, &size) }
        }
        guard status == 0 else { throw Daemon.Failure(description: "no free port") }
        self.port = Int(UInt16(bigEndian: address.sin_port))
    }

    func listen() throws {
        guard Glibc.listen(handle.fileDescriptor, 100) == 0 else {
            throw Daemon.Failure(description: "cannot listen")
        }
    }
}
