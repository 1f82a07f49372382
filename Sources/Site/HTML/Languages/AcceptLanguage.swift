import Accounts
import Foundation

extension Language {
    /// The browser's preferred language among the available ones (RFC 9110, 12.5.4), by the primary tag alone: `de-CH`
    /// is `de`. English if none matches.
    init(accepting header: String?) {
        guard let header, !header.isEmpty else {
            self = .english
            return
        }
        var best: (language: Language, weight: Double)?
        for range in header.listElements {
            let parts = range.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.trimmingBlanks.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            let primary = parts[0].prefix { $0 != "-" }
            // `*` is any other language: the one that the site is written in.
            guard let language = primary == "*" ? .english : Language(rawValue: String(primary)), weight > 0,
                weight > best?.weight ?? 0
            else { continue }
            best = (language, weight)
        }
        self = best?.language ?? .english
    }
}
