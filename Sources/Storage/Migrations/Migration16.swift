import GRDB

extension Migrations {
    /// Addresses that hear of new messages, and what is still to be told to them.
    @Sendable static func addOutgoingHooks(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE outgoingHook (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    roomId INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
                    makerId INTEGER REFERENCES user (id) ON DELETE SET NULL,
                    name TEXT NOT NULL,
                    address TEXT NOT NULL,
                    word TEXT NOT NULL,
                    salt BLOB NOT NULL,
                    failures INTEGER NOT NULL DEFAULT 0,
                    createdAt INTEGER NOT NULL,
                    disabledAt INTEGER
                ) STRICT;
                CREATE INDEX outgoingHookByRoom ON outgoingHook (roomId, id);
                CREATE INDEX outgoingHookByMaker ON outgoingHook (makerId, id);

                CREATE TABLE hookDelivery (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    hookId INTEGER NOT NULL REFERENCES outgoingHook (id) ON DELETE CASCADE,
                    number INTEGER NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    dueAt INTEGER,
                    at INTEGER,
                    status INTEGER,
                    problem TEXT,
                    milliseconds INTEGER
                ) STRICT;
                CREATE INDEX hookDeliveryByHook ON hookDelivery (hookId, id);
                CREATE INDEX hookDeliveryDue ON hookDelivery (dueAt, id) WHERE dueAt IS NOT NULL;
                """)
    }
}
