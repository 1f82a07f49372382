import Foundation
import Site
import WebClient

/// Whether the proxy in front of a site passes a response on as it comes, as live rooms need it.
enum ProxyCheck {
    private static let subject = "proxy"
    private static let timeout = 20
    /// What to do about a proxy that waits for the end of a response.
    private static let advice = """
        nginx: 'proxy_http_version 1.1;', 'proxy_buffering off;', and no 'proxy_ignore_headers X-Accel-Buffering;'. \
        Elsewhere: switch off the buffering of responses for this site
        """

    /// Asks the site through its proxy. Blocks for as long as the stream takes.
    ///
    /// - Parameters:
    ///   - url: the site's public address.
    ///   - certificates: a file with those to trust in place of the system's.
    static func finding(at url: String, certificates: String?) -> Finding {
        guard let origin = origin(of: url) else {
            return .wrong(subject, "\(url) is no address such as https://roost.example.org")
        }
        // A proxy may pass on with one version what it holds back with the other.
        let findings = [false, true].map { isHTTP1 in
            finding(
                for: WebReading(
                    of: origin + StreamProbe.path, certificates: certificates, isHTTP1: isHTTP1, timeout: timeout),
                at: origin)
        }
        return findings.first { $0.grade != .fine } ?? findings[0]
    }

    private static func origin(of url: String) -> String? {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.encodedHost, !host.isEmpty
        else { return nil }
        return "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
    }

    static func finding(for reading: WebReading, at origin: String) -> Finding {
        switch reading.outcome {
        case .failed(let reason): return .wrong(subject, "\(origin) does not answer: \(reason)")
        case .status(503): return .note(subject, "\(origin) is busy, perhaps with another check. Try again")
        case .status(let status) where (300..<400).contains(status):
            return .wrong(subject, "\(origin) leads elsewhere (\(status)). Give the address that people use")
        case .status(200): return finding(for: reading.parts, at: origin)
        case .status(let status):
            return .wrong(
                subject, "\(origin)\(StreamProbe.path) answers with \(status). Is this version of Roost there?")
        }
    }

    private static func finding(for parts: [WebReading.Part], at origin: String) -> Finding {
        guard let first = parts.first, let last = parts.last,
            parts.reduce(0, { $0 + $1.bytes }) == StreamProbe.lines.joined().utf8.count
        else { return .wrong(subject, "\(origin)\(StreamProbe.path) answers with something else than Roost does") }
        // The site takes this long from the first line to the last.
        let duration = StreamProbe.interval * (StreamProbe.lines.count - 1)
        guard last.time - first.time < duration / 2 else {
            return .fine(subject, "\(origin) passes responses on as they come")
        }
        let seconds = Int((first.time / .seconds(1)).rounded())
        let problem = "\(origin) holds responses back: nothing came for \(seconds) s, then all at once"
        return .wrong(subject, "\(problem). Live rooms stay empty. \(advice)")
    }
}
