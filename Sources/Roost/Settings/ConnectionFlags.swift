import ArgumentParser

/// Connection limits, as flags.
struct ConnectionFlags: ParsableArguments {
    @Option(help: "How long the head of a request may take from its first byte (default: 10s).")
    var headTimeout: String?

    @Option(help: "How long a connection stays open without a request (default: 60s).")
    var idleTimeout: String?

    @Option(help: "The time over which --body-rate is measured (default: 10s).")
    var bodyTimeout: String?

    @Option(help: "The slowest upload that is accepted, per second (default: 1KB).")
    var bodyRate: String?

    @Option(help: "The time over which --answer-rate is measured (default: 30s).")
    var answerTimeout: String?

    @Option(help: "The slowest download that is accepted, per second (default: 1KB).")
    var answerRate: String?

    @Option(help: "Open connections; the system's limit on open files applies too (default: 10000).")
    var maxConnections: String?

    @Option(help: "Open connections from one address, unless it is a trusted proxy (default: 256).")
    var maxConnectionsPerAddress: String?

    @Option(help: "Requests that are handled at the same time (default: 256).")
    var maxRequests: String?

    @Option(help: "Requests that may wait for their turn; further ones get status 503 (default: 1024).")
    var maxWaiting: String?

    var byName: [SettingName: String?] {
        [
            .headTimeout: headTimeout, .idleTimeout: idleTimeout, .bodyTimeout: bodyTimeout, .bodyRate: bodyRate,
            .answerTimeout: answerTimeout, .answerRate: answerRate, .maxConnections: maxConnections,
            .maxConnectionsPerAddress: maxConnectionsPerAddress, .maxRequests: maxRequests, .maxWaiting: maxWaiting,
        ]
    }
}
