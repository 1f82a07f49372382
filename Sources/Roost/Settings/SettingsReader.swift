import Accounts

/// Reads settings one by one and gathers what is wrong with them.
struct SettingsReader {
    let flags: [SettingName: String]
    let environment: [String: String]
    private(set) var mistakes: [String] = []

    init(flags: [SettingName: String], environment: [String: String]) {
        self.flags = flags
        self.environment = environment
        let known = Set(SettingName.allCases.map(\.inEnvironment))
        for name in environment.keys.sorted() where name.hasPrefix("ROOST_") && !known.contains(name) {
            mistakes.append("\(name): there is no such setting.")
        }
    }

    /// The secret, when one is given. It is not repeated when it is wrong.
    mutating func readSecret() -> Secret? {
        guard let given = flags[.secret] ?? environment[SettingName.secret.inEnvironment], !given.isEmpty else {
            return nil
        }
        let secret = Secret(given.utf8)
        if secret == nil {
            mistakes.append(
                "\(SettingName.secret.inEnvironment): it has fewer than \(Secret.minimumLength) characters.")
        }
        return secret
    }

    /// The value of a setting, or nil when what was given is not `kind`.
    mutating func read<Value>(
        _ name: SettingName, default standard: String, as kind: String, _ parse: (String) -> Value?
    ) -> Value? {
        let fromEnvironment = environment[name.inEnvironment].flatMap { $0.isEmpty ? nil : $0 }
        let given = flags[name] ?? fromEnvironment
        if let value = parse(given ?? standard) { return value }
        let source = flags[name] == nil ? name.inEnvironment : name.asFlag
        mistakes.append("\(source): \"\(given ?? standard)\" is not \(kind).")
        return nil
    }
}
