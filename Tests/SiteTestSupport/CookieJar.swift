import Foundation

/// A browser's cookies for one host (RFC 6265, as far as the site uses it).
struct CookieJar {
    struct Stored {
        let value: String
        let path: String
    }

    private(set) var stored: [String: Stored] = [:]

    subscript(name: String) -> String? {
        get { stored[name]?.value }
        set { stored[name] = newValue.map { Stored(value: $0, path: "/") } }
    }

    /// Keeps, replaces or drops what an answer sets. `Max-Age=0` drops.
    mutating func keep(_ reply: Reply) {
        for line in reply.all("Set-Cookie") {
            let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let attributes = parts.dropFirst().map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            func attribute(_ name: String) -> String? {
                attributes.first { $0[0].lowercased() == name }.map { $0.count > 1 ? $0[1] : "" }
            }
            let isGone = attribute("max-age").flatMap(Int.init).map { $0 <= 0 } ?? false
            let cookie = Stored(value: String(pair[1]), path: attribute("path") ?? "/")
            stored[String(pair[0])] = isGone ? nil : cookie
        }
    }

    /// The Cookie header for a request of `path`; nil when no cookie goes there.
    func header(for path: String) -> String? {
        let sent = stored.filter { path == $0.value.path || path.hasPrefix(Self.folder($0.value.path)) }
        guard !sent.isEmpty else { return nil }
        return sent.map { "\($0.key)=\($0.value.value)" }.sorted().joined(separator: "; ")
    }

    private static func folder(_ path: String) -> String {
        path.hasSuffix("/") ? path : path + "/"
    }
}
