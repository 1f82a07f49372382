import Foundation

extension JSONEncoder {
    /// An encoder that gives the same bytes for the same value: names are sorted. Times are as in ISO 8601.
    public static var stable: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
