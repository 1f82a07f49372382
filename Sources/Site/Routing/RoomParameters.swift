import Conversation
import Foundation
import Support

/// A room in a path: its number, and a tail that people can read, as in `12-garden`.
///
/// The number alone finds the room. The tail is made from the room's name, so it goes stale when the room is renamed;
/// a page therefore accepts any tail and redirects to the current one.
struct RoomReference: PathParameter, Hashable {
    static let tailLimit = 60
    static let schema = Schema.text(pattern: "^[1-9][0-9]*(-[a-z0-9-]+)?$")

    let number: Int64
    let tail: String

    /// The current spelling for a room.
    init(_ number: Int64, name: String) {
        self.number = number
        tail = Self.tail(of: name)
    }

    init?(_ description: String) {
        guard description.utf8.count <= 20 + Self.tailLimit else { return nil }
        let parts = description.utf8.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let digits = parts.first.map({ String(Substring($0)) }), let number = Int64(digits), number > 0,
            String(number) == digits
        else { return nil }
        let tail = parts.count == 2 ? String(Substring(parts[1])) : ""
        guard parts.count == 1 || !tail.isEmpty, tail.utf8.allSatisfy(Self.mayBeInTail) else { return nil }
        (self.number, self.tail) = (number, tail)
    }

    var description: String { tail.isEmpty ? String(number) : "\(number)-\(tail)" }

    /// The ASCII letters and digits of a name in lower case, without accents, with `-` for everything between them.
    private static func tail(of name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return tail(ofASCII: name) }
        var tail = ""
        for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            let lower = scalar.properties.lowercaseMapping
            if let byte = lower.utf8.first, lower.utf8.count == 1, ASCII.isLetterOrDigit(byte) {
                tail += lower
            } else if !tail.isEmpty, !tail.hasSuffix("-") {
                tail += "-"
            }
            if tail.utf8.count == tailLimit { break }
        }
        return tail.hasSuffix("-") ? String(tail.dropLast()) : tail
    }

    /// Most rooms have such names, and a page may list hundreds of rooms.
    private static func tail(ofASCII name: String) -> String {
        var tail: [UInt8] = []
        for byte in name.utf8 {
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            if ASCII.isLetterOrDigit(lower) {
                tail.append(lower)
            } else if let last = tail.last, last != ASCII.hyphen {
                tail.append(ASCII.hyphen)
            }
            if tail.count == tailLimit { break }
        }
        if tail.last == ASCII.hyphen { tail.removeLast() }
        return String(decoding: tail, as: UTF8.self)
    }

    private static func mayBeInTail(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || byte == UInt8(ascii: "-")
    }
}

/// The number of a message in its room.
struct MessageNumber: RowID {
    let value: Int64

    init(_ value: Int64) {
        self.value = value
    }
}

/// A person in a path, by username.
///
/// `/people/12` is the page that administrators have of the account with that number. A username may consist of digits
/// alone; it is then written with an `@`, which no username contains: `/people/@12`.
struct PersonName: PathParameter, Hashable {
    let username: String

    /// - Parameter username: one that exists, and so needs no checks.
    init(username: String) {
        self.username = username
    }

    init?(_ description: String) {
        let username = description.hasPrefix("@") ? String(description.dropFirst()) : description
        guard (1...32).contains(username.utf8.count), username.utf8.allSatisfy(Self.mayBeInUsername) else { return nil }
        self.username = username
        guard self.description == description else { return nil }
    }

    var description: String { startsWithDigit && PersonID(username) != nil ? "@\(username)" : username }

    private var startsWithDigit: Bool { username.utf8.first.map(ASCII.isDigit) ?? false }

    private static func mayBeInUsername(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "_.-".utf8.contains(byte)
        }
    }
}

/// The number of a file that belongs to a message.
struct AttachmentID: RowID {
    let value: Attachment.ID

    init(_ value: Attachment.ID) {
        self.value = value
    }
}

/// The name of a file in a path, percent-encoded. A file that is called like the path of the thumbnail has its first letter
/// encoded, too.
struct FilePathName: PathParameter, Hashable {
    /// RFC 3986, 2.3.
    static let unreserved = ASCIISet.unreserved

    let description: String

    /// - Parameter name: a `FileName`.
    init(name: String) {
        let encoded = name.percentEncoded(keeping: Self.unreserved)
        description = encoded == "thumbnail" ? "%74humbnail" : encoded
    }

    init?(_ description: String) {
        let bytes = description.utf8.percentDecoded
        guard !bytes.isEmpty, let name = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(name: name)
        guard self.description == description else { return nil }
    }
}
