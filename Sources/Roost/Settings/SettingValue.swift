import Accounts
import Conversation
import Foundation
import IPAddresses
import PathKit
import Site
import Support
import Transport

/// How settings are written.
enum SettingValue {
    static func text(_ text: String) -> String? {
        text.isEmpty ? nil : text
    }

    /// Nil if the text is empty.
    static func siteName(_ text: String) -> String?? {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard text.utf8.count <= 240, text.count <= 60, isPlain else { return nil }
        return .some(text.isEmpty ? nil : text)
    }

    /// Nil if the text is empty.
    static func contact(_ text: String) -> Branding.Contact?? {
        text.isEmpty ? .some(nil) : Branding.Contact(text).map(Optional.some)
    }

    /// Nil if the text is empty.
    static func logo(_ path: String) -> Logo?? {
        path.isEmpty ? .some(nil) : Logo(path: path).map(Optional.some)
    }

    /// Nil if the text is empty.
    static func accent(_ text: String) -> AccentColor?? {
        text.isEmpty ? .some(nil) : AccentColor(text).map(Optional.some)
    }

    static func links(_ text: String) -> [Branding.Link]? {
        let parts = text.split(separator: ",").filter { !$0.allSatisfy(\.isWhitespace) }
        let links = parts.compactMap { Branding.Link($0.trimmingCharacters(in: .whitespaces)) }
        return links.count == parts.count ? links : nil
    }

    /// Nil if the text is empty. In a file of settings a value is one line, so `\n` stands for a line end.
    static func frontText(_ text: String) -> String?? {
        guard text.utf8.count <= 4000 else { return nil }
        return .some(text.isEmpty ? nil : text.replacing("\\n", with: "\n"))
    }

    static func assets(_ folder: String, reloads: Bool) -> Assets? {
        let path = Path(folder)
        let isComplete = (path + "Templates").isDirectory && (path + "Static").isDirectory
        return isComplete ? .folder(folder, reloads: reloads) : nil
    }

    /// Nil if the text is empty.
    static func breachedPasswords(_ file: String) -> BreachedPasswords?? {
        file.isEmpty ? .some(nil) : BreachedPasswords(path: file).map(Optional.some)
    }

    static func address(_ text: String) -> IPAddress? {
        IPAddress(text == "localhost" ? "127.0.0.1" : text)
    }

    /// Nil if the text is empty.
    static func socketName(_ text: String) -> ListenAddress?? {
        guard !text.isEmpty else { return .some(nil) }
        guard let place = HostAndPort(text), let address = address(place.host) else { return nil }
        return ListenAddress(address, port: place.port)
    }

    static func networks(_ text: String) -> [Network]? {
        let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let networks = parts.compactMap { Network($0) }
        return networks.count == parts.count ? networks : nil
    }

    /// Addresses without a path, as browsers write origins. Never any origin at all (`*`).
    static func origins(_ text: String) -> Set<String>? {
        let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        return parts.allSatisfy(isOrigin) ? Set(parts) : nil
    }

    /// In small letters, without a slash at the end, and without the port that the scheme has anyway.
    private static func isOrigin(_ text: String) -> Bool {
        guard let url = publicURL(text), url.path().isEmpty, text == text.lowercased() else { return false }
        return url.port.map { $0 != (url.scheme == "https" ? 443 : 80) } ?? true
    }

    /// An http or https address without a path, as the site is at the root of its host.
    static func publicURL(_ text: String) -> URL? {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host()?.isEmpty == false,
            url.user() == nil, url.query() == nil, url.fragment() == nil, ["", "/"].contains(url.path())
        else { return nil }
        return url
    }

    /// Seconds.
    static func sessionTTL(_ text: String) -> TimeInterval? {
        number(text, units: ["s": 1, "m": 60, "h": 3600, "d": 86_400], within: 300...(400 * 86_400))
            .map(TimeInterval.init)
    }

    /// Nil for `forever`.
    static func retentionDays(_ text: String) -> Int?? {
        text.lowercased() == "forever" ? .some(nil) : days(text).map(Optional.some)
    }

    /// Whole days.
    static func days(_ text: String) -> Int? {
        number(text, units: ["d": 1], within: 1...Room.Retention.dayLimit)
    }

    /// Seconds.
    static func timeout(_ text: String) -> Int? {
        number(text, units: ["s": 1, "m": 60, "h": 3600], within: 1...3600)
    }

    /// Bytes a second.
    static func rate(_ text: String) -> Int? {
        number(text, units: ["b": 1, "kb": 1024, "mb": 1024 * 1024], within: 1...(1024 * 1024))
    }

    /// Bytes.
    static func maxUpload(_ text: String) -> Int? {
        number(text, units: ["b": 1, "kb": 1024, "mb": 1024 * 1024], within: 1024...(100 * 1024 * 1024))
    }

    /// Bytes.
    static func maxAttachment(_ text: String) -> Int? {
        number(text, units: sizeUnits, within: 1024...(1 << 30))
    }

    /// Bytes; nil for `unlimited`.
    static func quota(_ text: String) -> Int?? {
        text.lowercased() == "unlimited"
            ? .some(nil) : number(text, units: sizeUnits, within: 1024...(1_000_000 << 30)).map(Optional.some)
    }

    /// Nil if the text is empty.
    static func service(_ text: String) -> ServiceAddress?? {
        text.isEmpty ? .some(nil) : ServiceAddress(text).map(Optional.some)
    }

    static func answer(_ text: String) -> Bool? {
        ["yes": true, "no": false][text.lowercased()]
    }

    private static let sizeUnits = ["b": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30]

    private static func number(_ text: String, units: [String: Int], within range: ClosedRange<Int>) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces).lowercased()
        guard let number = Int(digits), let factor = units[unit] else { return nil }
        let (value, overflow) = number.multipliedReportingOverflow(by: factor)
        return !overflow && range.contains(value) ? value : nil
    }
}
