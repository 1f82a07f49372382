import GRDB

extension Database {
    /// The schema differs from the one that Roost makes.
    public struct AlteredSchema: Error, CustomStringConvertible {
        /// How many differences are listed.
        private static let limit = 5

        public let path: String
        /// What is missing, changed or added.
        public let differences: [String]

        public var description: String {
            let rest = differences.count > Self.limit ? ", …" : ""
            let said = differences.prefix(Self.limit).joined(separator: ", ") + rest
            return "\(path) is not as Roost makes it, and may do what Roost does not: \(said)."
        }
    }
}

/// A table, an index, a trigger or a view.
struct SchemaObject: Hashable {
    let type: String
    let name: String
    let table: String
    /// With normalized white space; nil for an index that belongs to a constraint.
    let sql: String?

    /// The differences between a database and one made by the same migrations.
    ///
    /// An added trigger, or a missing CHECK, would take effect whenever the site writes.
    static func differences(_ db: GRDB.Database) throws -> [String] {
        let migrator = Migrations.all
        let applied = try migrator.appliedIdentifiers(db)
        guard let last = migrator.migrations.last(where: applied.contains) else { return [] }
        let model = try DatabaseQueue()
        try migrator.migrate(model, upTo: last)
        let (found, expected) = (try all(db), try model.read(all))
        let (lacking, foreign) = (expected.subtracting(found), found.subtracting(expected))
        let different = Set(lacking.map(\.title)).intersection(foreign.map(\.title))
        let titles =
            different.map { "\($0) differs" }
            + lacking.filter { !different.contains($0.title) }.map { "\($0.title) is missing" }
            + foreign.filter { !different.contains($0.title) }.map { "\($0.title) is not ours" }
        return titles.sorted()
    }

    private var title: String { "\(type) \(name)" }

    private static func all(_ db: GRDB.Database) throws -> Set<SchemaObject> {
        // Statistics that ANALYZE keeps are harmless, and SQLite's own. A file from elsewhere may have anything where
        // text belongs.
        let rows = try GRDB.Row.fetchAll(
            db,
            sql: """
                SELECT CAST(ifnull(type, '') AS TEXT), CAST(ifnull(name, '') AS TEXT),
                    CAST(ifnull(tbl_name, '') AS TEXT), CAST(sql AS TEXT)
                FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat[1-4]'
                """)
        return Set(
            rows.map { row in
                let words = (row[3] as String?)?.split(whereSeparator: \.isWhitespace)
                return SchemaObject(
                    type: row[0], name: row[1], table: row[2], sql: words?.joined(separator: " "))
            })
    }
}
