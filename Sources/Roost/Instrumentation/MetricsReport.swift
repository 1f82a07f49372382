import Accounts
import Conversation
import Foundation
import Instrumentation
import Site
import Storage
import Transport

/// All that is told of a running site, gathered at one time.
struct MetricsReport: Sendable {
    let site: SiteMetrics
    let accounts: AccountMetrics
    let database: DatabaseMetrics
    /// Nil where nobody counts.
    let connections: ConnectionMetrics?
    /// Nil when the database does not answer.
    let accountCounts: AccountCounts?
    /// Nil when the database does not answer.
    let conversationCounts: ConversationCounts?
    let isReady: Bool
    let start: Date

    /// In Prometheus' format.
    var text: String {
        var text = PrometheusText()
        writeBuild(to: &text)
        writeProcess(to: &text)
        writeRequests(to: &text)
        writeConnections(to: &text)
        writePeople(to: &text)
        writeConversation(to: &text)
        writeQueues(to: &text)
        writeDatabase(to: &text)
        writeCaches(to: &text)
        writeUploads(to: &text)
        writeLive(to: &text)
        return text.text
    }

    private func writeBuild(to text: inout PrometheusText) {
        text.gauge("roost_build_info", "1, with the version of Roost.", [([("version", Roost.version)], 1)])
        text.gauge("roost_ready", "1 while the database answers and the caches are warm.", Number(isReady))
    }

    private func writeProcess(to text: inout PrometheusText) {
        let process = ProcessMetrics.now()
        text.counter("process_cpu_seconds_total", "Processor time, of user and system.", Number(process.cpu))
        text.gauge("process_start_time_seconds", "Since 1970, when it started.", Number(start.timeIntervalSince1970))
        if let bytes = process.residentBytes {
            text.gauge("process_resident_memory_bytes", "Memory that is in use.", Number(bytes))
        }
        if let count = process.openDescriptors {
            text.gauge("process_open_fds", "Open file descriptors.", Number(count))
        }
        if let count = process.maximumDescriptors {
            text.gauge("process_max_fds", "Descriptors that may be open.", Number(count))
        }
    }
}

/// Where the numbers are.
struct MetricsSources: Sendable {
    let site: Site
    let accounts: Accounts
    let conversation: Conversation
    let database: Database
    let listener: Listener
    let start: Date

    func report() async -> MetricsReport {
        MetricsReport(
            site: site.metrics, accounts: accounts.metrics, database: database.metrics, connections: listener.metrics,
            accountCounts: try? await accounts.administration.counts(),
            conversationCounts: try? await conversation.counts(), isReady: await accounts.isReady(), start: start)
    }
}
