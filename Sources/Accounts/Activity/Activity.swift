import Foundation

/// Something that happened to an account, for its owner to see.
public struct Activity: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    /// Stored by name: a case may be added, never renamed.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        case signedUp, signedIn, signInFailed, signedOut
        case nicknameChanged, pictureChanged, pictureRemoved, passwordChanged
        case passwordConfirmationFailed = "passwordProofFailed"
        case sessionEnded, otherSessionsEnded, signInDenied
        /// The password was right, and no code was given.
        case codeNotGiven
        case codeFailed, recoveryCodeUsed, twoFactorEnabled, twoFactorDisabled, recoveryCodesReplaced
        case exported
        /// A refresh token came a second time: somebody else had it.
        case refreshTokenReused
        /// For a program of the person's.
        case tokenMade
        /// The address for the person's feed reader.
        case feedTokenMade
        /// By the operator or an administrator.
        case resetLinkMade, accountDisabled, accountEnabled, allSessionsEnded, promoted, demoted, twoFactorRemoved
        /// With a reset link.
        case passwordReset

        /// Whether it can be done thousands of times at no cost, so that the list of it could fill the disk.
        var isCoalesced: Bool {
            let kinds: [Self] = [
                .nicknameChanged, .pictureChanged, .pictureRemoved, .otherSessionsEnded, .signInDenied,
                .recoveryCodesReplaced, .feedTokenMade,
            ]
            return kinds.contains(self)
        }
    }

    /// Whether the person knows of a sign-in from where the account was never signed in to before. Stored by name.
    public enum Review: String, Codable, Sendable {
        /// Not answered yet.
        case new
        /// "That was me."
        case confirmed
        /// "That wasn't me."
        case denied
        /// Not answered, and not asked any more: newer ones are, or the session has been ended.
        case lapsed

        /// How many an account is asked about at most.
        public static let limit = 10
    }

    /// How long entries are kept, in seconds: 90 days.
    public static let retention: TimeInterval = 90 * 86_400

    /// Entries of a kind that are kept for one day: of more, the first and the last.
    public static let dailyLimit = 20

    public let id: ID
    public let kind: Kind
    public let device: Device
    public let at: Date
    /// The session that a sign-in or sign-up opened.
    public let session: Session.ID?
    /// Nil for everything but a sign-in from a device and network that were new to the account.
    public let review: Review?
    /// How many of the same kind came before it on the same day and are not listed.
    public let others: Int

    /// Equality compares everything. The hash is kept cheap, for the cache of pages.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }
}

/// A piece of the list of what happened to an account, the newest first.
public struct ActivityPage: Hashable, Sendable {
    public let entries: [Activity]
    /// Where the next page begins: give it as `before`. Nil on the last page.
    public let next: Activity.ID?
}
