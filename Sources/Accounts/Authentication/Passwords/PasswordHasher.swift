import Instrumentation
import WorkQueue

/// Makes and checks password hashes on a bounded queue of their own, so that sign-ins wait only for each other and never
/// slow other pages down.
///
/// - Throws: `WorkQueue.Full` from every function but the initializer when too many wait already.
public struct PasswordHasher: Sendable {
    /// The result of a check.
    enum Verdict: Sendable {
        case wrong
        case right
        /// The password is right. This is its hash with today's parameters, to be stored.
        case renewed(PasswordHash)
    }

    private let queue: WorkQueue
    private let parameters: ScryptParameters
    private let breached: BreachedPasswords?
    private let random: RandomBytes
    /// Checked when there is no hash, so that an unknown user takes as much time as a known one.
    private let decoy: PasswordHash

    /// - Parameter breached: passwords that may not be set; nil without such a list.
    public init(
        parameters: ScryptParameters = .recommended, queue: WorkQueue, refusing breached: BreachedPasswords? = nil,
        random: @escaping RandomBytes = systemRandom
    ) {
        self.queue = queue
        self.parameters = parameters
        self.breached = breached
        self.random = random
        decoy = PasswordHash(
            salt: random(PasswordHash.saltLength), hash: random(PasswordHash.length), parameters: parameters)
    }

    var metrics: QueueMetrics { queue.metrics }

    /// Makes the hash of a password that is to be set.
    ///
    /// - Throws: `Password.Problem.breached`, and what the list's file throws.
    package func hash(
        _ password: Password, in queue: WorkQueue.Queue, for sender: WorkQueue.Sender? = nil
    ) async throws -> PasswordHash {
        let salt = random(PasswordHash.saltLength)
        return try await self.queue.run(in: queue, for: sender) { [parameters, breached] in
            if try breached?.contains(password.text) == true { throw Password.Problem.breached }
            return try PasswordHash(of: password.text, salt: salt, parameters: parameters)
        }
    }

    /// Compares `password` with the stored `hash`. Without one it fails at the same cost.
    func check(
        _ password: String, against hash: PasswordHash?, in queue: WorkQueue.Queue, for sender: WorkQueue.Sender? = nil
    ) async throws -> Verdict {
        let salt = random(PasswordHash.saltLength)
        return try await self.queue.run(in: queue, for: sender) { [parameters, decoy] in
            guard let hash else {
                _ = try decoy.matches(password)
                return .wrong
            }
            guard try hash.matches(password) else { return .wrong }
            guard hash.parameters != parameters else { return .right }
            return .renewed(try PasswordHash(of: password, salt: salt, parameters: parameters))
        }
    }
}
