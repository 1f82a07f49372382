import GRDB

/// One connection to a database file, apart from those of ``Database``: as another process has it.
package final class Connection: Sendable {
    let queue: DatabaseQueue

    /// - Parameter checksForeignKeys: whether rows may point only to rows that are there.
    package init(path: String, isReadOnly: Bool = false, checksForeignKeys: Bool = true) throws {
        var configuration = Configuration()
        configuration.label = "roost.connection"
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = checksForeignKeys
        configuration.busyMode = .timeout(1)
        configuration.allowsUnsafeTransactions = true
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Runs `body` on the calling thread, in no transaction but what it begins itself.
    package func use<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
        try queue.unsafeRead { try body(Transaction($0)) }
    }

    /// Runs statements without arguments, separated by semicolons.
    package func execute(_ script: String) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: script) }
    }

    package func close() throws {
        try queue.close()
    }
}
