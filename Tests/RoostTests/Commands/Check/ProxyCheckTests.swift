import Site
import Testing
import WebClient

@testable import Roost

struct ProxyCheckTests {
    private static let length = StreamProbe.lines.joined().utf8.count

    private func finding(_ status: Int, _ times: [Duration], bytes: Int? = nil) -> Finding {
        let size = (bytes ?? Self.length) / max(times.count, 1)
        var parts = times.map { WebReading.Part(time: $0, bytes: size) }
        if let last = parts.popLast(), bytes == nil {
            parts.append(WebReading.Part(time: last.time, bytes: Self.length - size * parts.count))
        }
        return ProxyCheck.finding(
            for: WebReading(outcome: .status(status), parts: parts), at: "https://roost.test")
    }

    @Test func `lines that come one by one are fine, also over a slow line`() {
        let steps = (0..<5).map { Duration.milliseconds(100 + $0 * 500) }
        #expect(finding(200, steps).grade == .fine)
        #expect(finding(200, [.seconds(9), .seconds(9.7), .seconds(10.4)]).grade == .fine)
    }

    @Test func `lines that come all at once are held back, and it says what to do`() {
        for times in [[Duration.seconds(2)], [.seconds(2), .seconds(2.1)]] {
            let held = finding(200, times)
            #expect(held.grade == .wrong && held.text.contains("holds responses back: nothing came for 2 s"))
            #expect(held.text.contains("proxy_buffering off"))
        }
    }

    @Test(arguments: [
        (404, "answers with 404"), (308, "leads elsewhere (308)"), (502, "answers with 502"),
    ])
    func `what is no answer of the site is wrong`(status: Int, text: String) {
        let found = finding(status, [.seconds(1)])
        #expect(found.grade == .wrong && found.text.contains(text))
    }

    @Test func `another page is not taken for the site's, and a busy site is to be asked again`() {
        #expect(finding(200, [.seconds(0), .seconds(2)], bytes: 2_000).text.contains("something else"))
        #expect(finding(200, [], bytes: 0).text.contains("something else"))
        #expect(finding(503, []).grade == .note)
    }

    @Test func `what is no address, and what nobody listens at, is said`() {
        for url in ["roost.example.org", "ftp://roost.example.org", "https://", "not an address"] {
            #expect(ProxyCheck.finding(at: url, certificates: nil).text.contains("is no address"), "\(url)")
        }
        let closed = ProxyCheck.finding(at: "http://127.0.0.1:1", certificates: nil)
        #expect(closed.grade == .wrong && closed.text.contains("http://127.0.0.1:1 does not answer"))
    }
}
