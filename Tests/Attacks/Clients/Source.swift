/// Who comes from where. Limits hold for each address, so that attackers do not use up what others have.
enum Source {
    static let probe = "127.0.0.2"
    /// Checks between the attacks, and the sign-ups before them.
    static let visitor = "127.0.0.4"
    static let flooder = "127.0.0.9"

    /// Attackers, spread over as many addresses as keep each below what one may have.
    static func attacker(_ index: Int, sharing count: Int = 200) -> String {
        "127.0.1.\(1 + index / count)"
    }
}
