import Accounts
import Conversation
import Crypto
import Foundation
import HTTP

/// `GET /feeds/:token`: what is new for a person, for a feed reader (Atom, RFC 4287).
///
/// The secret in the address stands in for a sign-in, which readers cannot do.
struct NewsFeed: Sendable {
    static let mediaType = "application/atom+xml; charset=utf-8"

    private let templates: PerLanguage<Template<NewsFeedView>>
    private let messages: MessageViews
    private let site: SiteContext

    init(_ site: SiteContext, _ messages: MessageViews) throws {
        templates = try site.templates.map { try $0.load(NewsFeedView.self) }
        self.messages = messages
        self.site = site
    }

    func show(_ request: Request, token: FeedReference) async throws -> Response {
        let owner = try await site.accounts.tokens.owner(of: token.token)
        let news = try await site.conversation.news.latest(for: owner.id)
        let bodies = try await messages.bodies(of: news.map(\.message), for: owner)
        let view = NewsFeedView(of: owner, zip(news, bodies), at: site.origin, site: site.siteName)
        let xml = Data(
            Self.withoutNoncharacters(
                try templates[owner.preferences.language ?? request.language].render(view).bytes))
        let tag = SHA256.hash(data: xml).prefix(16).map { String(format: "%02x", $0) }.joined()
        var response = try Response.cached(xml, mediaType: Self.mediaType, entityTag: tag, for: request)
        // Readers may keep it, and ask each time whether it has changed.
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }

    /// People can write U+FFFE and U+FFFF, which no XML may have (XML 1.0, 2.2). Both become U+FFFD.
    private static func withoutNoncharacters(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for index in bytes.indices.dropFirst(2)
        where bytes[index] >= 0xBE && bytes[index - 1] == 0xBF && bytes[index - 2] == 0xEF {
            bytes[index] = 0xBD
        }
        return bytes
    }
}

extension Token<FeedToken> {
    /// The address for a feed reader, on the site with this public URL.
    func address(at publicURL: URL) -> String {
        publicURL.origin + paths.feed(FeedReference(self))
    }
}
