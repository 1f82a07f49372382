import Foundation

/// What the kernel says about a process.
struct ProcessFigures: Sendable {
    let process: pid_t

    /// One that has ended and was not waited for is a zombie, and not running.
    var isRunning: Bool {
        // The name, in parentheses, may hold anything: the state follows the last of them.
        guard let stat = read("stat"), let name = stat.lastIndex(of: ")") else { return false }
        return !"ZX".contains(stat[stat.index(name, offsetBy: 2)])
    }

    /// What of its memory is in RAM, in MB.
    var memory: Int { memoryKilobytes / 1024 }

    /// The same in KB.
    var memoryKilobytes: Int {
        let line = read("status")?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) }
        return kilobytes ?? 0
    }

    /// How many descriptors it has open.
    var descriptors: Int {
        // Linux 6.2 says it to everyone; the names are for root alone, as the site hides its memory.
        var status = stat()
        if stat("/proc/\(process)/fd", &status) == 0, status.st_size > 0 { return Int(status.st_size) }
        return (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count) ?? 0
    }

    /// Whether it soon has no more than so many descriptors open.
    func descriptorsFall(to count: Int, within limit: Duration) -> Bool {
        let end = ContinuousClock.now + limit
        while descriptors > count {
            guard ContinuousClock.now < end else { return false }
            pause(.milliseconds(50))
        }
        return true
    }

    private func read(_ name: String) -> String? {
        try? String(contentsOfFile: "/proc/\(process)/\(name)", encoding: .utf8)
    }
}

enum DescriptorLimit {
    struct TooLow: Error, CustomStringConvertible {
        let limit: UInt64
        var description: String {
            "the attacks need \(DescriptorLimit.needed) open files, and may have \(limit): see ulimit -Hn"
        }
    }

    /// Thousands of clients need as many descriptors.
    fileprivate static let needed: UInt64 = 6000

    static func raise() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_cur >= needed else { throw TooLow(limit: UInt64(limit.rlim_cur)) }
    }
}
