import Foundation

extension Data {
    /// Base64 for URLs and cookies, without padding (RFC 4648, section 5).
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Reads ``base64URL``; nil for anything that it would not write.
    init?(base64URL text: String) {
        let isInAlphabet = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard isInAlphabet,
            let data = Data(
                base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding),
            data.base64URL == text
        else { return nil }
        self = data
    }
}
