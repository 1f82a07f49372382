import Storage

extension Accounts {
    /// Gives the person another picture, or with nil the generated one; returns the name of the one before.
    ///
    /// - Throws: ``NotFound`` when the session has ended: an upload may take its time.
    public func setAvatar(_ avatar: String?, of signedIn: SignedIn) async throws -> String? {
        let now = now()
        return try await database.write { db in
            try requireSession(db, of: signedIn, at: now)
            try ActivityStore.insert(db, avatar == nil ? .pictureRemoved : .pictureChanged, by: signedIn, at: now)
            return try UserStore.replaceAvatar(db, of: signedIn.user.id, with: avatar)
        }
    }

    /// Draws the person's generated picture anew.
    ///
    /// - Throws: ``NotFound`` when the session has ended.
    public func redrawAvatar(of signedIn: SignedIn) async throws {
        let (seed, now) = (UInt64(random: random), now())
        try await database.write { db in
            try requireSession(db, of: signedIn, at: now)
            try UserStore.setAvatarSeed(db, of: signedIn.user.id, to: seed)
            try ActivityStore.insert(db, .pictureChanged, by: signedIn, at: now)
        }
    }

    /// Those of the names that are somebody's picture.
    public func avatars(among names: some Sequence<String> & Sendable) async throws -> Set<String> {
        try await database.read { try UserStore.avatars($0, among: names) }
    }

    /// The pictures that are still kept as they were sent, with whose they are.
    public func originalAvatars() async throws -> [(User.ID, String)] {
        try await database.read(UserStore.originals)
    }

    /// Puts another picture in the place of one that was kept as it was sent, nil when none could be made of it.
    ///
    /// - Returns: whether it was the person's picture still.
    public func replaceOriginalAvatar(of id: User.ID, _ old: String, with new: String?) async throws -> Bool {
        try await database.write { try UserStore.replaceAvatar($0, of: id, from: old, to: new) }
    }
}
