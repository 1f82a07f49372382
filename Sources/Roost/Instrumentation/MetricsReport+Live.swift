extension MetricsReport {
    func writeLive(to text: inout PrometheusText) {
        let live = site.live
        text.gauge(
            "roost_live_streams", "Open streams by what they carry.",
            live.streams.all.map { ([("kind", $0.label.rawValue)], Number($0.count)) })
        text.counter("roost_live_streams_opened_total", "Streams that were opened.", Number(live.opened))
        text.counter(
            "roost_live_streams_ended_total", "Streams that have ended, by the reason.",
            live.ends.all.map { ([("reason", $0.label.rawValue)], Number($0.count)) })
        text.counter(
            "roost_live_streams_refused_total", "Streams that were not opened, by the limit that was met.",
            live.refusals.all.map { ([("limit", $0.label.rawValue)], Number($0.count)) })
        text.counter(
            "roost_live_deliveries_total", "Times that a stream was handed something new.", Number(live.deliveries))
        text.histogram(
            "roost_live_publish_seconds", "From a change in a room until its streams have it, without sending it.",
            [([], live.publishing)])
    }
}
