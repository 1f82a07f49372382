import Support

extension Markup {
    /// Whether the text is certainly one paragraph of text as it stands, as most messages are. It takes a fraction of the
    /// time of ``parse(_:limits:)``, and says no in case of doubt.
    public static func isPlain(_ source: String) -> Bool {
        var source = source
        return source.withUTF8 { bytes in
            guard let first = bytes.first, let last = bytes.last, bytes.count <= Limits().bytes else { return false }
            // Lists, quotes and rules begin with something else, and blanks at the end are dropped.
            guard first >= 0x80 || ASCIISet.alphabetic.contains(first), last != ASCII.space else { return false }
            var previous = first
            for byte in bytes {
                // An address has a colon within a word. The noncharacters that the parser uses begin with 0xEF.
                guard byte >= 0x80 ? byte != 0xEF : ASCIISet.plain.contains(byte),
                    previous != ASCII.colon || byte == ASCII.space
                else { return false }
                previous = byte
            }
            return true
        }
    }
}

extension ASCIISet {
    fileprivate static let alphabetic = ASCIISet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    /// What means nothing within a line.
    fileprivate static let plain = ASCIISet(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;!?'\"()/%$&+=<>-")
}
