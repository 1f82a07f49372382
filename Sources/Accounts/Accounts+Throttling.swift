import Foundation
import WorkQueue

extension Accounts {
    /// There have been too many attempts; the next one is answered at ``retryAt``.
    public struct TooManyAttempts: Error, Sendable {
        public let retryAt: Date
        /// From now, rounded up.
        public let seconds: Int

        init(until end: Date, at now: Date) {
            retryAt = end
            seconds = max(1, Int(end.timeIntervalSince(now).rounded(.up)))
        }
    }

    /// - Throws: ``TooManyAttempts``.
    func begin(_ attempts: [Throttle.Key]) throws(TooManyAttempts) {
        let now = now()
        if let end = throttle.begin(attempts, at: now) { throw TooManyAttempts(until: end, at: now) }
    }

    /// Hashes a password for a new account and counts that, also when the password may not be set.
    ///
    /// - Throws: ``TooManyAttempts``, `Password.Problem`, `WorkQueue.Full`.
    func hash(_ password: Password, for name: Username, on device: Device) async throws -> PasswordHash {
        let attempts = [Throttle.Key.signUp(network: device.network)]
        try begin(attempts)
        do {
            let sender = device.sender("sign-up \(device.network) \(name.text)")
            return try await hasher.hash(password, in: .ordinary, for: sender)
        } catch {
            if !(error is Password.Problem) { throttle.refund(attempts) }
            throw error
        }
    }

    /// Checks a password and counts the try: one that is wrong counts, one that is right or was never looked at does
    /// not. Right ones have a limit of their own.
    ///
    /// - Parameters:
    ///   - user: whose hash it is, where there is one.
    ///   - attempts: the first says who asks, and so who waits in the queue.
    /// - Throws: ``TooManyAttempts``, `WorkQueue.Full`.
    func check(
        _ password: String, against hash: PasswordHash?, of user: User.ID?, on device: Device,
        counting attempts: [Throttle.Key]
    ) async throws -> PasswordHasher.Verdict {
        let (isKnown, now) = (attempts.contains(where: \.isOfKnownPerson), now())
        let right = user.map { [Throttle.Key.rightPassword($0, isFromKnownPerson: isKnown)] } ?? []
        if let end = throttle.wait(for: right, at: now) { throw TooManyAttempts(until: end, at: now) }
        try begin(attempts)
        do {
            let verdict = try await hasher.check(
                password, against: hash, in: isKnown ? .reserved : .ordinary, for: device.sender(attempts[0].text))
            if case .wrong = verdict { return .wrong }
            throttle.succeed(attempts)
            _ = throttle.begin(right, at: now)
            return verdict
        } catch {
            throttle.refund(attempts)
            throw error
        }
    }

    /// Counts a picture that a person sends, whatever becomes of it: to be called before it is read.
    ///
    /// - Throws: ``TooManyAttempts``, after 20 in a row by one person and 100 from one network.
    public func countUpload(by signedIn: SignedIn) throws(TooManyAttempts) {
        try begin([.upload(signedIn.user.id), .uploads(network: signedIn.session.device.network)])
    }

    /// What a code counts against: wrong ones from elsewhere do not keep a known browser out.
    func attemptKeysOfCode(_ user: User.ID, on device: Device, mark: String?) -> [Throttle.Key] {
        if let mark = knownDevice.mark(in: mark, of: user) { return [.codeFromKnownDevice(mark), .knownDevices(user)] }
        return [.code(user), .network(device.network)]
    }

    /// What a try to sign in counts against. The name counts whether or not it has an account, so that the throttle
    /// does not tell which names have one.
    func attemptKeysOfSignIn(_ name: String, _ user: User?, on device: Device, mark: String?) -> [Throttle.Key] {
        if let user, let mark = knownDevice.mark(in: mark, of: user.id) {
            return [.knownDevice(mark), .knownDevices(user.id)]
        }
        return [
            .account(name, network: device.network), .network(device.network), .everywhere(account: name),
        ]
    }
}

extension Device {
    /// The network that the address is in, as far as attempts are counted together: 256 IPv4 addresses, or the /56 that
    /// providers hand out to one customer (RFC 6177).
    var network: String {
        network(bitsOfIPv4: 24, bitsOfIPv6: 56)
    }

    /// Who waits for hashing. Networks take turns: an IPv4 address, or the /64 that one household has at least.
    func sender(_ id: String) -> WorkQueue.Sender {
        WorkQueue.Sender(id: id, network: network(bitsOfIPv4: 32, bitsOfIPv6: 64))
    }
}
