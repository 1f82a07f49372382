import Foundation

extension Data {
    /// Base64 without padding (RFC 4648, sections 3.2 and 4), as the PHC string format has it.
    var unpaddedBase64: String {
        base64EncodedString().replacing("=", with: "")
    }

    /// Reads ``unpaddedBase64``; nil for anything that it would not write.
    init?(unpaddedBase64 text: String) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding), data.unpaddedBase64 == text else { return nil }
        self = data
    }

    /// Base64 for URLs and cookies, without padding (RFC 4648, section 5).
    var base64URL: String {
        unpaddedBase64.replacing("+", with: "-").replacing("/", with: "_")
    }

    /// Reads ``base64URL``; nil for anything that it would not write.
    init?(base64URL text: String) {
        self.init(unpaddedBase64: text.replacing("-", with: "+").replacing("_", with: "/"))
        guard base64URL == text else { return nil }
    }
}
