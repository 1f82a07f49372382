import Foundation

/// Everything that Roost holds about a person, for themselves (GDPR, articles 15 and 20). Secrets and their hashes are
/// left out: the password, tokens, the two-factor key and the recovery codes.
///
/// Sessions and activity may be many, and follow in ``ExportPieces``.
public struct AccountExport: Codable, Hashable, Sendable {
    public let exportedAt: Date
    public let account: Account
    public let twoFactor: SecondFactor
    /// When each place (kind of browser and network, kept as a keyed hash) was last signed in from.
    public let placesLastSeenAt: [Date]
    /// Sign-ins that still wait for a code.
    public let pendingSignIns: [PendingSignIn]
    /// Tokens for programs that still work.
    public let tokens: [TokenEntry]
    /// The address for the person's feed reader, if they have made one.
    public let feed: FeedEntry?
    /// The end of a link for a new password that was not used yet.
    public let resetLinkExpiresAt: Date?

    public struct Account: Codable, Hashable, Sendable {
        public let id: User.ID
        public let username: String
        public let nickname: String
        public let role: User.Role
        /// The name of the uploaded picture's file; nil for the generated one.
        public let picture: String?
        /// What the generated picture is made from: 64 bits, more than numbers in JSON can be relied on to have.
        public let pictureSeed: String
        public let language: Language?
        public let timeZone: String?
        /// Whether others see that the person is here.
        public let showsPresence: Bool
        /// Whether others see how far the person has read.
        public let sendsReceipts: Bool
        public let createdAt: Date
        public let lastSeenAt: Date?
        /// The username of who has invited the person, unless they have gone.
        public let invitedBy: String?
    }

    public struct SecondFactor: Codable, Hashable, Sendable {
        public let isOn: Bool
        public let since: Date?
        public let recoveryCodesLeft: Int
        /// When the key was made, also for one that no code has confirmed yet.
        public let keyMadeAt: Date?
        /// The time of the last code that was taken, to half a minute.
        public let lastCodeAt: Date?
    }

    public struct TokenEntry: Codable, Hashable, Sendable {
        public let name: String
        public let scope: String
        public let createdAt: Date
        public let lastUsedAt: Date?
        public let expiresAt: Date

        init(_ token: PersonalToken) {
            (name, scope) = (token.name.text, token.scope.rawValue)
            (createdAt, lastUsedAt, expiresAt) = (token.createdAt, token.lastUsedAt, token.expiresAt)
        }
    }

    public struct FeedEntry: Codable, Hashable, Sendable {
        public let createdAt: Date
        public let lastUsedAt: Date?

        init(_ token: FeedToken) {
            (createdAt, lastUsedAt) = (token.createdAt, token.lastUsedAt)
        }
    }

    /// An active session, or one that has ended.
    public struct SessionEntry: Codable, Hashable, Sendable {
        public let id: Session.ID
        public let userAgent: String
        public let address: String
        public let remembered: Bool
        public let createdAt: Date
        public let lastSeenAt: Date
        public let renewedAt: Date
        public let expiresAt: Date
        public let endedAt: Date?
        public let passwordGivenAt: Date
    }

    public struct ActivityEntry: Codable, Hashable, Sendable {
        public let kind: Activity.Kind
        public let at: Date
        public let userAgent: String
        public let address: String
        /// The session that a sign-in or sign-up opened.
        public let session: Session.ID?
        public let review: Activity.Review?
        /// How many of the same kind came before it on the same day and are not listed.
        public let others: Int
    }

    public struct PendingSignIn: Codable, Hashable, Sendable {
        public let userAgent: String
        public let address: String
        public let remembered: Bool
        public let wrongCodes: Int
        public let expiresAt: Date
    }
}

extension AccountExport.Account {
    init(_ person: Person) {
        self.init(
            id: person.id, username: person.user.username.text, nickname: person.user.nickname.text,
            role: person.user.role, picture: person.user.avatar, pictureSeed: String(person.user.avatarSeed),
            language: person.user.preferences.language, timeZone: person.user.preferences.timeZone?.text,
            showsPresence: person.user.privacy.showsPresence, sendsReceipts: person.user.privacy.sendsReceipts,
            createdAt: person.user.createdAt, lastSeenAt: person.lastSeenAt, invitedBy: person.inviter)
    }
}

extension AccountExport.SecondFactor {
    init(_ record: TwoFactorStore.Record?, recoveryCodesLeft: Int) {
        self.init(
            isOn: record?.confirmedAt != nil, since: record?.confirmedAt, recoveryCodesLeft: recoveryCodesLeft,
            keyMadeAt: record.flatMap { $0.sealedKey.isEmpty ? nil : $0.beganAt },
            lastCodeAt: record.flatMap { $0.lastStep > 0 ? OneTimePassword.start(of: $0.lastStep) : nil })
    }
}

extension AccountExport.SessionEntry {
    init(_ session: Session) {
        self.init(
            id: session.id, userAgent: session.device.userAgent, address: session.device.address,
            remembered: session.remembered, createdAt: session.createdAt, lastSeenAt: session.lastSeenAt,
            renewedAt: session.renewedAt, expiresAt: session.expiresAt, endedAt: session.revokedAt,
            passwordGivenAt: session.passwordConfirmedAt)
    }
}

extension AccountExport.ActivityEntry {
    init(_ activity: Activity) {
        self.init(
            kind: activity.kind, at: activity.at, userAgent: activity.device.userAgent,
            address: activity.device.address, session: activity.session, review: activity.review,
            others: activity.others)
    }
}
