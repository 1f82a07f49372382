extension RequestFields {
    /// The value of a cookie that was sent (RFC 6265, 4.2); nil if there is none or more than one of that name, or if the
    /// value is not ASCII as all of ours are.
    public func cookie(_ name: String) -> String? {
        var found: ArraySlice<UInt8>?
        for header in values(of: .cookie) {
            for pair in header.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                guard pair.starts(with: name.utf8) else { continue }
                let rest = pair.dropFirst(name.utf8.count)
                guard rest.first == UInt8(ascii: "=") else { continue }
                guard found == nil else { return nil }
                found = rest.dropFirst()
            }
        }
        guard let found, found.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(decoding: found, as: UTF8.self)
    }
}
