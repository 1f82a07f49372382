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
        /// Guesses from a device that has signed in to the account before: nobody else's tries count against it.
        case knownDevice(User.ID)
        /// Wrong passwords given as proof by someone who is signed in.
        case proof(User.ID)
        /// Wrong codes given after the right password.
        case code(User.ID)
        /// The same from a device that has signed in before.
        case codeFromKnownDevice(User.ID)
        case signUp(network: String)
        case upload(User.ID)
        case uploads(network: String)
        case export(User.ID)
        case exports(network: String)
    }
}

extension Throttle.Key {
    /// Tries without any delay.
    private var freeTries: Int {
        switch self {
        case .account, .proof, .code, .export: 5
        case .knownDevice, .codeFromKnownDevice: 10
        case .upload, .exports: 20
        case .network, .signUp: 30
        case .everywhere, .uploads: 100
        }
    }

    /// Seconds to wait after so many tries: 30 after the first that is not free, twice as long each time, at most 15
    /// minutes.
    func delay(after tries: Int) -> TimeInterval {
        guard tries >= freeTries else { return 0 }
        return min(900, 30 * pow(2, Double(min(tries - freeTries, 10))))
    }

    /// Whether the tries of several people may count here.
    var isShared: Bool {
        switch self {
        case .network, .signUp, .everywhere, .uploads, .exports: true
        case .account, .knownDevice, .proof, .code, .codeFromKnownDevice, .upload, .export: false
        }
    }

    /// The key in words, different for each. Networks have no spaces; what people type may have any.
    var text: String {
        switch self {
        case .account(let name, let network): "account \(network) \(name)"
        case .network(let network): "network \(network)"
        case .everywhere(let name): "everywhere \(name)"
        case .knownDevice(let user): "known-device \(user)"
        case .proof(let user): "proof \(user)"
        case .code(let user): "code \(user)"
        case .codeFromKnownDevice(let user): "code-from-known-device \(user)"
        case .signUp(let network): "sign-up \(network)"
        case .upload(let user): "upload \(user)"
        case .uploads(let network): "uploads \(network)"
        case .export(let user): "export \(user)"
        case .exports(let network): "exports \(network)"
        }
    }
}
