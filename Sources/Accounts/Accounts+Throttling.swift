import Foundation
import WorkQueue

extension Accounts {
    /// There have been too many tries; the next one is answered at ``retryAt``.
    public struct TooManyTries: Error, Sendable {
        public let retryAt: Date
        /// From now, rounded up.
        public let seconds: Int

        init(until end: Date, at now: Date) {
            retryAt = end
            seconds = max(1, Int(end.timeIntervalSince(now).rounded(.up)))
        }
    }

    /// - Throws: ``TooManyTries``.
    func begin(_ tries: [Throttle.Key]) throws(TooManyTries) {
        let now = now()
        if let end = throttle.begin(tries, at: now) { throw TooManyTries(until: end, at: now) }
    }

    /// Hashes a password for a new account and counts that, also when the password may not be set.
    ///
    /// - Throws: ``TooManyTries``, `Password.Problem`, `WorkQueue.Full`.
    func hash(_ password: Password, for name: Username, on device: Device) async throws -> PasswordHash {
        let tries = [Throttle.Key.signUp(network: device.network)]
        try begin(tries)
        do {
            let sender = device.sender("sign-up \(device.network) \(name.text)")
            return try await hasher.hash(password, in: .ordinary, for: sender)
        } catch {
            if !(error is Password.Problem) { throttle.takeBack(tries) }
            throw error
        }
    }

    /// Checks a password and counts the try: one that is wrong counts, one that is right or was never looked at does
    /// not. Right ones have a limit of their own.
    ///
    /// - Parameters:
    ///   - user: whose hash it is, where there is one.
    ///   - tries: the first says who tries, and so who waits in the queue.
    /// - Throws: ``TooManyTries``, `WorkQueue.Full`.
    func check(
        _ password: String, against hash: PasswordHash?, of user: User.ID?, on device: Device,
        counting tries: [Throttle.Key]
    ) async throws -> PasswordHasher.Verdict {
        let (isKnown, now) = (tries.contains(where: \.isOfKnownPerson), now())
        let right = user.map { [Throttle.Key.rightPassword($0, isFromKnownPerson: isKnown)] } ?? []
        if let end = throttle.wait(for: right, at: now) { throw TooManyTries(until: end, at: now) }
        try begin(tries)
        do {
            let verdict = try await hasher.check(
                password, against: hash, in: isKnown ? .reserved : .ordinary, for: device.sender(tries[0].text))
            if case .wrong = verdict { return .wrong }
            throttle.succeed(tries)
            _ = throttle.begin(right, at: now)
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

    /// Who waits for hashing. Networks take turns: an IPv4 address, or the /64 that one household has at least.
    func sender(_ id: String) -> WorkQueue.Sender {
        WorkQueue.Sender(id: id, network: network(bitsOfIPv4: 32, bitsOfIPv6: 64))
    }
}
