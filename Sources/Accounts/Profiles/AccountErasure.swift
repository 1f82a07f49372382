import Storage

/// What is erased elsewhere when an account is deleted.
public struct AccountErasure: Sendable {
    let prepare: @Sendable () async throws -> Void
    let finish: @Sendable (Transaction) throws -> Void

    /// - Parameters:
    ///   - prepare: what may take long. It is called once it is known that the account may go, and may be called again after
    ///     an interruption.
    ///   - finish: what is left to erase in the transaction in which the account goes, as it was added meanwhile.
    public init(
        prepare: @escaping @Sendable () async throws -> Void,
        finish: @escaping @Sendable (Transaction) throws -> Void
    ) {
        (self.prepare, self.finish) = (prepare, finish)
    }
}
