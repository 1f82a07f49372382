import GRDB

extension Migrations {
    /// Indexes for what grew with the number of accounts: the start, the hourly cleaning, and administrators' pages.
    @Sendable static func indexAccounts(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX userByName ON user (username, nickname);
                CREATE INDEX userByAvatar ON user (avatar) WHERE avatar IS NOT NULL;
                CREATE INDEX administrator ON user (id) WHERE role = 'administrator';
                CREATE INDEX sessionByRevocation ON session (revokedAt) WHERE revokedAt IS NOT NULL;
                CREATE INDEX twoFactorPending ON twoFactor (beganAt) WHERE confirmedAt IS NULL;
                CREATE INDEX passwordResetByExpiry ON passwordReset (expiresAt);
                """)
    }
}
