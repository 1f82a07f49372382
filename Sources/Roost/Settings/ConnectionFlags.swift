import ArgumentParser

/// What a connection may take, as flags.
struct ConnectionFlags: ParsableArguments {
    @Option(help: "How long the head of a request may take from its first byte: 10s.")
    var headTimeout: String?

    @Option(help: "How long a connection is kept without a request: 60s.")
    var idleTimeout: String?

    @Option(help: "Over how long a body must keep to --body-rate: 10s.")
    var bodyTimeout: String?

    @Option(help: "The least that a body must bring a second: 1KB.")
    var bodyRate: String?

    @Option(help: "Over how long an answer's reader must keep to --answer-rate: 30s.")
    var answerTimeout: String?

    @Option(help: "The least that an answer's reader must take a second: 1KB.")
    var answerRate: String?

    @Option(help: "Connections at once, also limited by the descriptors that the system allows: 10000.")
    var maxConnections: String?

    @Option(help: "Connections at once from one address, without trusted proxies: 256.")
    var maxConnectionsPerAddress: String?

    @Option(help: "Requests that are worked on at once: 256.")
    var maxRequests: String?

    @Option(help: "Requests that may wait for their turn; more are told to come again: 1024.")
    var maxWaiting: String?

    var byName: [SettingName: String?] {
        [
            .headTimeout: headTimeout, .idleTimeout: idleTimeout, .bodyTimeout: bodyTimeout, .bodyRate: bodyRate,
            .answerTimeout: answerTimeout, .answerRate: answerRate, .maxConnections: maxConnections,
            .maxConnectionsPerAddress: maxConnectionsPerAddress, .maxRequests: maxRequests, .maxWaiting: maxWaiting,
        ]
    }
}
