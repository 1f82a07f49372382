import Foundation
import Transport

extension SettingsReader {
    /// Connection limits.
    mutating func readConnectionLimits() -> ConnectionLimits {
        var limits = ConnectionLimits()
        limits.head = duration(.headTimeout, default: "10s")
        limits.idle = duration(.idleTimeout, default: "60s")
        limits.body = duration(.bodyTimeout, default: "10s")
        limits.bodyRate = rate(.bodyRate, default: "1KB")
        limits.answer = duration(.answerTimeout, default: "30s")
        limits.answerRate = rate(.answerRate, default: "1KB")
        limits.connections = count(.maxConnections, default: "10000")
        limits.connectionsPerAddress = count(.maxConnectionsPerAddress, default: "256")
        limits.requests = count(.maxRequests, default: "256")
        limits.waitingRequests = count(.maxWaiting, default: "1024")
        return limits
    }

    private mutating func duration(_ name: SettingName, default standard: String) -> Duration {
        .seconds(read(name, default: standard, as: "a time like 10s or 2m, from 1s to 1h", SettingValue.timeout))
    }

    private mutating func rate(_ name: SettingName, default standard: String) -> Int {
        read(name, default: standard, as: "bytes a second like 1KB, from 1B to 1MB", SettingValue.rate)
    }

    private mutating func count(_ name: SettingName, default standard: String) -> Int {
        read(name, default: standard, as: "a number from 1 to 1000000") { text in
            Int(text).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
        }
    }
}
