import Accounts
import Foundation

/// What an address that hears of messages is to be, checked.
public struct NewOutgoingWebhook: Hashable, Sendable {
    public enum Problem: Error, Hashable, Sendable {
        /// No address, or one with a name and password, or of another kind than may be used here.
        case address
        /// Not one word.
        case word
    }

    /// In bytes.
    public static let addressLimit = 500
    public static let wordLimit = 50

    public let name: Nickname
    public let address: String
    public let word: String

    /// - Parameter allowsHTTP: whether the address may be an unencrypted one.
    /// - Throws: `Nickname.Problem`, ``Problem``.
    public init(name: String, address: String, word: String, allowsHTTP: Bool) throws {
        self.name = try Nickname(name)
        let address = address.trimmingCharacters(in: .whitespaces)
        guard (1...Self.addressLimit).contains(address.utf8.count), address.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
            let url = URL(string: address), let host = url.host(), !host.isEmpty,
            url.user() == nil, url.password() == nil, url.fragment() == nil,
            url.scheme == "https" || allowsHTTP && url.scheme == "http"
        else { throw Problem.address }
        self.address = address
        let word = word.trimmingCharacters(in: .whitespaces)
        guard word.utf8.count <= Self.wordLimit, !word.unicodeScalars.contains(where: { $0.properties.isWhitespace }),
            !word.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { throw Problem.word }
        self.word = word
    }
}
