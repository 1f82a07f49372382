import Foundation
import Storage
import WorkQueue

extension AuthenticationService {
    /// Checks a password and counts the attempt: a wrong one counts; one that is right, or was never looked at, does
    /// not. Right ones have a limit of their own.
    ///
    /// - Parameters:
    ///   - user: the account that the hash belongs to, if there is one.
    ///   - attempts: the first one identifies the sender in the queue for hashing.
    /// - Throws: `AuthenticationError.tooManyAttempts`, `WorkQueue.Full`.
    func check(
        _ password: String, against hash: PasswordHash?, of user: User.ID?, on device: Device,
        counting attempts: [Throttle.Key]
    ) async throws -> PasswordHasher.Verdict {
        let (isKnown, now) = (attempts.contains(where: \.isOfKnownPerson), now())
        let right = user.map { [Throttle.Key.rightPassword($0, isFromKnownPerson: isKnown)] } ?? []
        if let end = throttle.wait(for: right, at: now) {
            throw AuthenticationError.tooManyAttempts(until: end, at: now)
        }
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

    /// Checks the password of a signed-in person and returns its stored hash, nil for a wrong password, which is written
    /// down.
    func checkPassword(of signedIn: SignedIn, _ password: String) async throws -> PasswordHash? {
        let (user, device) = (signedIn.user.id, signedIn.session.device)
        let hash = try await database.read { try UserStore.passwordHash($0, of: user) }
        let attempts = [Throttle.Key.passwordConfirmation(signedIn.session.id)]
        guard case .wrong = try await check(password, against: hash, of: user, on: device, counting: attempts) else {
            return hash
        }
        let now = now()
        try await database.write { db in
            try ActivityStore.insert(db, .passwordConfirmationFailed, user: user, device: device, at: now)
        }
        return nil
    }
}

extension Device {
    /// The network that the address is in, as far as attempts are counted together: 256 IPv4 addresses, or the /56 that
    /// providers hand out to one customer (RFC 6177).
    var network: String {
        network(bitsOfIPv4: 24, bitsOfIPv6: 56)
    }

    /// The sender in the queue for hashing. Networks take turns: an IPv4 address, or the /64 that a household has at least.
    func sender(_ id: String) -> WorkQueue.Sender {
        WorkQueue.Sender(id: id, network: network(bitsOfIPv4: 32, bitsOfIPv6: 64))
    }
}
