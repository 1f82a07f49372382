import Logging
import Transport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How many files and sockets the process may have open.
enum DescriptorLimit {
    /// Descriptors that are not for clients: the database's connections, pictures being read, the log, child processes.
    private static let reserve = 128

    /// Raises the limit as far as the system allows.
    ///
    /// - Returns: the limit, or a cautious guess if the system does not tell.
    static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return 1024 }
        let soft = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        if setrlimit(kind, &limit) != 0 { limit.rlim_cur = soft }
        return Int(clamping: limit.rlim_cur)
    }

    /// Nil if the system does not tell.
    static var current: Int? {
        var limit = rlimit()
        return getrlimit(kind, &limit) == 0 ? Int(clamping: limit.rlim_cur) : nil
    }

    /// Lowers the limits for connections to what `descriptors` allow, and logs that.
    static func fit(_ limits: inout ConnectionLimits, to descriptors: Int, log: Logger) {
        let connections = min(limits.connections, max(descriptors - reserve, 16))
        guard connections < limits.connections else { return }
        log.warning(
            "the system allows few open files (ulimit -n), which limits connections",
            metadata: ["files": "\(descriptors)", "connections": "\(connections)"])
        limits.connections = connections
    }

    #if canImport(Glibc)
    private static let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    private static let kind = RLIMIT_NOFILE
    #endif
}
