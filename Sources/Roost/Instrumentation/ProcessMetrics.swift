import Foundation

/// What the process has taken of the machine.
struct ProcessMetrics {
    /// Of user and system together.
    let cpu: Duration
    /// Nil where the system does not tell.
    let residentBytes: Int?
    let openDescriptors: Int?
    let maximumDescriptors: Int?

    static func now() -> ProcessMetrics {
        ProcessMetrics(
            cpu: cpuTime(), residentBytes: residentBytes(), openDescriptors: openDescriptors(),
            maximumDescriptors: DescriptorLimit.current)
    }

    static func cpuTime() -> Duration {
        var time = timespec()
        _ = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The second number of `statm` is pages (proc(5)).
    private static func residentBytes() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func openDescriptors() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without the folder itself, the one above, and the one that the folder is read with.
        return count - 3
    }
}
