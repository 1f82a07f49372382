import GRDB

extension Migrations {
    /// Pictures are found by name, so that files nobody has can be told from the others on a site of any size.
    @Sendable static func indexPictures(_ db: GRDB.Database) throws {
        try db.execute(sql: "CREATE INDEX userByAvatar ON user (avatar) WHERE avatar IS NOT NULL")
    }
}
