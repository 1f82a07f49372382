import Foundation

extension Throttle {
    /// What is counted.
    enum Key: Hashable, Sendable {
        /// Guesses at one account from one network.
        case account(String, network: String)
        /// Guesses from one network, at whichever account.
        case network(String)
        /// Guesses at one account from everywhere.
        case everywhere(account: String)
        /// Guesses from a browser that has signed in to the account before: nobody else's attempts count against it.
        case knownDevice(KnownDevice)
        /// Guesses at one account from all browsers that have signed in to it before.
        case knownDevices(User.ID)
        /// Wrong passwords given in a session: a thief who guesses in one does not keep the owner from confirming the
        /// password in another.
        case passwordConfirmation(Session.ID)
        /// Wrong codes given after the right password.
        case code(User.ID)
        /// The same from a browser that has signed in before.
        case codeFromKnownDevice(KnownDevice)
        /// Right passwords of an account: each is hashed, and may open a session. Counted apart from browsers that were
        /// let in, so that somebody who has the password but not the second factor cannot keep the owner out.
        case rightPassword(User.ID, isFromKnownPerson: Bool)
        case signUp(network: String)
        case upload(User.ID)
        case uploads(network: String)
        case export(User.ID)
        case exports(network: String)
    }
}

extension Throttle.Key {
    /// Attempts without any delay.
    var freeAttempts: Int {
        switch self {
        case .account, .passwordConfirmation, .code, .export: 5
        case .knownDevice, .codeFromKnownDevice: 10
        case .upload, .exports: 20
        case .network, .signUp: 30
        case .rightPassword: 60
        case .everywhere, .uploads: 100
        // One device gets no more than 14 in an hour, so it cannot keep the others out.
        case .knownDevices: 500
        }
    }

    /// Seconds to wait after this number of attempts: 30 after the first that is not free, then twice as long each time,
    /// at most 15 minutes.
    func delay(after attempts: Int) -> TimeInterval {
        guard attempts >= freeAttempts else { return 0 }
        return min(900, 30 * pow(2, Double(min(attempts - freeAttempts, 10))))
    }

    /// Whether the attempts of several people may count here.
    var isShared: Bool {
        switch self {
        case .network, .signUp, .everywhere, .knownDevices, .rightPassword, .uploads, .exports: true
        case .account, .knownDevice, .passwordConfirmation, .code, .codeFromKnownDevice, .upload, .export: false
        }
    }

    /// Whether the person has shown before who they are: a crowd of strangers must not keep them waiting.
    var isOfKnownPerson: Bool {
        switch self {
        case .knownDevice, .passwordConfirmation: true
        default: false
        }
    }

    /// After how many seconds one attempt of a shared counter expires; all free ones do within an hour. Otherwise the
    /// typing errors of a busy network would add up over a day. Nil for other counters, which an hour of quiet clears.
    var secondsPerAttempt: TimeInterval? {
        isShared ? Throttle.memory / TimeInterval(freeAttempts) : nil
    }

    /// The key in words, different for each. Networks have no spaces; what people type may have any.
    var text: String {
        switch self {
        case .account(let name, let network): "account \(network) \(name)"
        case .network(let network): "network \(network)"
        case .everywhere(let name): "everywhere \(name)"
        case .knownDevice(let device): "known-device \(device.user) \(device.browser)"
        case .knownDevices(let user): "known-devices \(user)"
        case .passwordConfirmation(let session): "proof \(session)"
        case .code(let user): "code \(user)"
        case .codeFromKnownDevice(let device): "code-from-known-device \(device.user) \(device.browser)"
        case .rightPassword(let user, let isFromKnownPerson):
            "right-password \(user) \(isFromKnownPerson ? "known" : "unknown")"
        case .signUp(let network): "sign-up \(network)"
        case .upload(let user): "upload \(user)"
        case .uploads(let network): "uploads \(network)"
        case .export(let user): "export \(user)"
        case .exports(let network): "exports \(network)"
        }
    }
}
