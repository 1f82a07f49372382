import Accounts
import Instrumentation

extension MetricsReport {
    func writePeople(to text: inout PrometheusText) {
        if let accountCounts {
            text.gauge("roost_accounts", "Accounts.", Number(accountCounts.accounts))
            text.gauge("roost_sessions", "Sessions that are in use.", Number(accountCounts.sessions))
        }
        text.counter(
            "roost_sign_ins_total", "Tries to sign in, by the step and what became of them.",
            [("password", accounts.signIns), ("code", accounts.codes)].flatMap { step, counts in
                counts.all.map { ([("step", step), ("outcome", $0.label.rawValue)], Number($0.count)) }
            })
    }

    func writeConversation(to text: inout PrometheusText) {
        guard let counts = conversationCounts else { return }
        text.gauge("roost_rooms", "Open, closed and direct rooms.", Number(counts.rooms))
        text.gauge("roost_memberships", "Members of all rooms together.", Number(counts.memberships))
        text.gauge("roost_messages", "Messages that are kept, with deleted ones.", Number(Int(counts.messages)))
        text.gauge("roost_reports_open", "Reports that nobody has handled.", Number(counts.openReports))
        text.gauge("roost_files", "Files of messages.", Number(counts.files))
        text.gauge(
            "roost_webhook_deliveries_waiting", "Messages that addresses are still to be told of.",
            Number(counts.waitingDeliveries))
        text.gauge("roost_file_bytes", "What the files of messages take.", Number(counts.fileBytes))
    }

    func writeQueues(to text: inout PrometheusText) {
        let queues: [(labels: [PrometheusText.Label], metrics: QueueMetrics)] = [
            ("passwords", accounts.hashing), ("reads", database.reads), ("searches", database.longReads),
            ("files", site.files),
            ("pictures", site.making), ("webhooks", site.webhooks),
        ].compactMap { name, metrics in metrics.map { ([("queue", name)], $0) } }
        text.gauge("roost_queue_running", "Work that runs.", queues.map { ($0.labels, Number($0.metrics.running)) })
        text.gauge("roost_queue_waiting", "Work that waits.", queues.map { ($0.labels, Number($0.metrics.waiting)) })
        text.counter(
            "roost_queue_refused_total", "Work turned away because too much waited.",
            queues.map { ($0.labels, Number($0.metrics.refused)) })
        text.histogram(
            "roost_queue_wait_seconds", "How long work waited.", queues.map { ($0.labels, $0.metrics.waits) })
        text.histogram(
            "roost_queue_run_seconds", "How long work took.", queues.map { ($0.labels, $0.metrics.runs) })
    }

    func writeDatabase(to text: inout PrometheusText) {
        let writes = database.writes
        text.gauge("roost_database_writes_waiting", "Changes that wait for a transaction.", Number(writes.waiting))
        text.counter("roost_database_writes_total", "Changes that had their turn.", Number(writes.actions))
        text.counter(
            "roost_database_write_failures_total", "Transactions that the database or the disk failed.",
            Number(writes.failures))
        text.histogram(
            "roost_database_transaction_seconds", "How long writing transactions took, until they were on disk.",
            [([], writes.transactions)])
        text.gauge(
            "roost_database_bytes", "Bytes of the database, and of its log that has not been written back.",
            [
                ([("file", "database")], Number(database.fileBytes)),
                ([("file", "log")], Number(database.logBytes)),
            ])
    }

    func writeCaches(to text: inout PrometheusText) {
        let caches: [(labels: [PrometheusText.Label], metrics: CacheMetrics)] = [
            ("pictures", site.avatarCache), ("sessions", accounts.sessionCache),
            ("overviews", accounts.summaryCache),
        ].map { ([("cache", $0)], $1) }
        text.counter("roost_cache_hits_total", "Found.", caches.map { ($0.labels, Number($0.metrics.hits)) })
        text.counter("roost_cache_misses_total", "Not found.", caches.map { ($0.labels, Number($0.metrics.misses)) })
        text.gauge("roost_cache_entries", "Kept.", caches.map { ($0.labels, Number($0.metrics.entries)) })
        text.gauge(
            "roost_cache_bytes", "Bytes of what is kept, where they are counted.",
            caches.compactMap { cache in cache.metrics.bytes.map { (cache.labels, Number($0)) } })
    }

    func writeUploads(to text: inout PrometheusText) {
        text.counter(
            "roost_webhook_attempts_total", "Attempts to tell an address of a message, by what became of them.",
            site.deliveries.all.map { ([("outcome", $0.label.rawValue)], Number($0.count)) })
        text.counter(
            "roost_uploads_total",
            "Pictures sent, by what became of them. One whose request says that it is too large is refused before.",
            site.uploads.all.map { ([("outcome", $0.label.rawValue)], Number($0.count)) })
    }
}
