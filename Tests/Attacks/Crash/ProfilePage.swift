/// What a person's own profile page says.
struct ProfilePage: Sendable {
    let nickname: String?
    /// The path of the picture.
    let picture: String?

    init(_ html: String) {
        let field = html.firstMatch(of: /<input[^>]* name="nickname"[^>]*>/)?.output
        nickname = field?.firstMatch(of: /\ value="([^"]*)"/).map { String($0.output.1) }
        picture = html.firstMatch(of: /"(\/avatars\/[^"]*)"/).map { String($0.output.1) }
    }

    /// Whether the picture is one that was uploaded, and not one that was drawn.
    static func isUploaded(_ picture: String?) -> Bool {
        picture?.wholeMatch(of: /\/avatars\/[0-9a-f]{32}\.[a-z]+/) != nil
    }
}

/// A file whose end tells whether all of it is there.
enum PictureFile {
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        switch bytes.prefix(4) {
        case [0x89, 0x50, 0x4E, 0x47]: bytes.suffix(8).prefix(4).elementsEqual("IEND".utf8)
        case [0x52, 0x49, 0x46, 0x46]: riffSize(bytes) == bytes.count
        case let start where start.starts(with: [0xFF, 0xD8]): bytes.suffix(2) == [0xFF, 0xD9]
        case let start where start.starts(with: "GIF".utf8): bytes.last == 0x3B
        default: false
        }
    }

    private static func riffSize(_ bytes: [UInt8]) -> Int {
        8 + bytes.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
