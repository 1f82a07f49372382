import Foundation
import Storage

extension ProfileService {
    /// Gives the person another picture, or with nil the generated one; returns the name of the one before.
    ///
    /// - Throws: ``RecordNotFound`` when the session has ended: an upload may take its time.
    public func setAvatar(_ avatar: String?, of signedIn: SignedIn) async throws -> String? {
        let now = now()
        return try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            try ActivityStore.insert(db, avatar == nil ? .pictureRemoved : .pictureChanged, by: signedIn, at: now)
            return try UserStore.replaceAvatar(db, of: signedIn.user.id, with: avatar)
        }
    }

    /// Gives the person another generated picture.
    ///
    /// - Throws: ``RecordNotFound`` when the session has ended.
    public func redrawAvatar(of signedIn: SignedIn) async throws {
        let (seed, now) = (UInt64(random: random), now())
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            try UserStore.setAvatarSeed(db, of: signedIn.user.id, to: seed)
            try ActivityStore.insert(db, .pictureChanged, by: signedIn, at: now)
        }
    }

    /// The names among these that are a person's picture.
    public func avatars(among names: some Sequence<String> & Sendable) async throws -> Set<String> {
        try await database.read { try UserStore.avatars($0, among: names) }
    }

    /// When the oldest account was made; nil on a site without any.
    public func firstSignUp() async throws -> Date? {
        try await database.read(UserStore.firstSignUp)
    }

    /// The pictures that are still stored as they were uploaded, with their owners.
    public func originalAvatars() async throws -> [(User.ID, String)] {
        try await database.read(UserStore.originals)
    }

    /// Replaces a picture that was stored as it was uploaded. `new` is nil when it could not be converted.
    ///
    /// - Returns: false if the person had another picture meanwhile.
    public func replaceOriginalAvatar(of id: User.ID, _ old: String, with new: String?) async throws -> Bool {
        try await database.write { try UserStore.replaceAvatar($0, of: id, from: old, to: new) }
    }

    /// Counts a picture that a person sends, whatever becomes of it. Call it before the picture is read.
    ///
    /// - Throws: `AuthenticationError.tooManyAttempts` after 20 in a row by one person and 100 from one network.
    public func countUpload(by signedIn: SignedIn) throws(AuthenticationError) {
        try begin([.upload(signedIn.user.id), .uploads(network: signedIn.session.device.network)])
    }
}
