import Conversation
import HTTP

/// An emoji in a path, percent-encoded.
struct EmojiParameter: PathParameter {
    let emoji: Emoji

    init?(_ description: String) {
        guard description.utf8.count <= 3 * Emoji.byteLimit, let text = description.removingPercentEncoding,
            let emoji = Emoji(text)
        else { return nil }
        self.emoji = emoji
        guard self.description == description else { return nil }
    }

    var description: String { emoji.text.percentEncoded(keeping: .unreserved) }
}
