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
        picture?.wholeMatch(of: /\/avatars\/[0-9a-f]{48}-\d+\.webp/) != nil
    }
}

/// The files of a picture.
enum PictureFile {
    /// What the files of a picture have in common.
    static func picture(_ path: String) -> String {
        path.replacing(/-\d+\.webp$/, with: "")
    }

    /// The files of all sizes, given one of them.
    static func allSizes(_ path: String) -> [String] {
        [48, 96, 128, 256, 512, 1024].map { "\(picture(path))-\($0).webp" }
    }

    /// Whether a file is WebP and has as many bytes as it says.
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "RIFF".utf8)
            && 8 + bytes.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) } == bytes.count
    }
}
