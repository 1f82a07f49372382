import Foundation

extension Accounts {
    /// There have been too many tries; the next one is answered at ``retryAt``.
    public struct TooManyTries: Error, Sendable {
        public let retryAt: Date
        /// From now, rounded up.
        public let seconds: Int
    }

    /// - Throws: ``TooManyTries``.
    func begin(_ tries: [Throttle.Key]) throws(TooManyTries) {
        let now = now()
        guard let end = throttle.begin(tries, at: now) else { return }
        throw TooManyTries(retryAt: end, seconds: max(1, Int(end.timeIntervalSince(now).rounded(.up))))
    }

    /// Hashes a password for a new account and counts that, also when the password may not be set.
    ///
    /// - Throws: ``TooManyTries``, `Password.Problem`, `WorkQueue.Full`.
    func hash(_ password: Password, counting tries: [Throttle.Key]) async throws -> PasswordHash {
        try begin(tries)
        do { return try await hasher.hash(password, in: .ordinary) } catch {
            if !(error is Password.Problem) { throttle.takeBack(tries) }
            throw error
        }
    }

    /// Checks a password and counts the try: one that is wrong counts, one that is right or was never looked at does
    /// not.
    ///
    /// - Throws: ``TooManyTries``, `WorkQueue.Full`.
    func check(
        _ password: String, against hash: PasswordHash?, counting tries: [Throttle.Key]
    ) async throws -> PasswordHasher.Verdict {
        try begin(tries)
        do {
            let isKnown = tries.contains(where: \.isOfKnownPerson)
            let verdict = try await hasher.check(password, against: hash, in: isKnown ? .reserved : .ordinary)
            if case .wrong = verdict { return .wrong }
            throttle.succeed(tries)
            return verdict
        } catch {
            throttle.takeBack(tries)
            throw error
        }
    }

    /// Counts a picture that a person sends, whatever becomes of it: to be called before it is read.
    ///
    /// - Throws: ``TooManyTries``, after 20 in a row by one person and 100 from one network.
    public func countUpload(by signedIn: SignedIn) throws(TooManyTries) {
        try begin([.upload(signedIn.user.id), .uploads(network: signedIn.session.device.network)])
    }

    /// What a code counts against: wrong ones from elsewhere do not keep a known browser out.
    func triesOfCode(_ user: User.ID, on device: Device, mark: String?) -> [Throttle.Key] {
        if let mark = knownDevice.mark(in: mark, of: user) { return [.codeFromKnownDevice(mark), .knownDevices(user)] }
        return [.code(user), .network(device.network)]
    }

    /// What a try to sign in counts against. The name counts whether or not it has an account, so that the throttle
    /// does not tell which names have one.
    func triesOfSignIn(_ name: String, _ user: User?, on device: Device, mark: String?) -> [Throttle.Key] {
        if let user, let mark = knownDevice.mark(in: mark, of: user.id) {
            return [.knownDevice(mark), .knownDevices(user.id)]
        }
        return [
            .account(name, network: device.network), .network(device.network), .everywhere(account: name),
        ]
    }
}

extension Device {
    /// The network that the address is in, as far as tries are counted together: 256 IPv4 addresses, or the /56 that
    /// providers hand out to one customer (RFC 6177).
    var network: String {
        network(bitsOfIPv4: 24, bitsOfIPv6: 56)
    }
}
