/// Usernames as people type them into one field: separated by blanks or commas, with or without an `@`.
struct Usernames {
    /// Some of the names belong to nobody.
    struct Unknown: Error {
        let names: [String]

        var message: Text {
            let list = names.joined(separator: ", ")
            return Text(
                names.count, one: "Nobody here has the username \(list).",
                other: "Nobody here has these usernames: \(list).")
        }
    }

    /// The names in lower case.
    let names: Set<String>

    init(_ text: String) {
        let parts = text.utf8.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 <= UInt8(ascii: " ") }
        names = Set(
            parts.map { part in
                let name = part.first == UInt8(ascii: "@") ? part.dropFirst() : part
                // Capital letters of A to Z only: a username has no others.
                return String(decoding: name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
            })
    }
}
