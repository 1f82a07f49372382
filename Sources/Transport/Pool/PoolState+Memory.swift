#if os(Linux)
/// What unfinished requests hold.
extension PoolState {
    /// Refuses what is not a request yet when all of that takes too much memory.
    mutating func bound(_ connection: Connection) {
        guard self[connection.id] != nil else { return }
        count(connection)
        guard heldBytes > limits.bufferedBytes, connection.heldBytes > limits.sparedBytes,
            [.head, .gathering].contains(connection.clock.phase)
        else { return }
        refuse(connection, .overloaded)
    }

    /// Brings the sum up to date.
    mutating func count(_ connection: Connection) {
        heldBytes += connection.heldBytes - connection.countedBytes
        connection.countedBytes = connection.heldBytes
    }
}
#endif
