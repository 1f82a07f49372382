import Foundation

/// What people may attempt so many times. What is counted for all networks together is not among them: it would say that
/// somebody else is guessing.
public enum LimitedAttempt: Hashable, Sendable {
    /// Wrong passwords from the device's network.
    case signIn(Device)
    case signUp(Device)
    /// Wrong passwords in a session.
    case passwordConfirmation(Session.ID)
    case upload(User.ID)
    case export(User.ID)

    fileprivate var key: Throttle.Key {
        switch self {
        case .signIn(let device): .network(device.network)
        case .signUp(let device): .signUp(network: device.network)
        case .passwordConfirmation(let session): .passwordConfirmation(session)
        case .upload(let user): .upload(user)
        case .export(let user): .export(user)
        }
    }
}

extension Accounts {
    public func quota(for attempt: LimitedAttempt) -> Quota {
        context.throttle.quota(of: attempt.key, at: context.now())
    }
}
