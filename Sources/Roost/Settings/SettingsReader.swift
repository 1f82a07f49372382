import Accounts
import Site

/// Reads settings one by one and collects what is wrong with them.
struct SettingsReader {
    let flags: [SettingName: String]
    let environment: [String: String]
    let file: SettingsFile?
    private(set) var mistakes: [String] = []

    init(flags: [SettingName: String], environment: [String: String], file: SettingsFile? = nil) {
        self.flags = flags
        self.environment = environment
        self.file = file
        for name in environment.keys.sorted() where name.hasPrefix("ROOST_") {
            guard SettingName(inEnvironment: name) == nil else { continue }
            mistakes.append("\(name): unknown setting.\(SettingName.suggestion(for: name))")
        }
    }

    /// The secret, if one is given. An error message does not repeat it.
    mutating func readSecret() -> Secret? {
        guard let given = given(.secret) else { return nil }
        let secret = Secret(given.utf8)
        if secret == nil {
            mistakes.append(
                "\(source(of: .secret)): must have at least \(Secret.minimumLength) characters.")
        }
        return secret
    }

    /// Where templates and static files are: in the program, unless a folder is given. Reloading needs a folder.
    mutating func readAssets(reloads: Bool) -> Assets {
        guard let folder = given(.assets) ?? (reloads ? "." : nil) else { return .embedded }
        if let assets = SettingValue.assets(folder, reloads: reloads) { return assets }
        refuse(.assets, folder, as: "a folder that holds Templates and Static")
        return .embedded
    }

    /// The value of a setting. If what was given is not `kind`, that is a mistake, and the value is the default.
    mutating func read<Value>(
        _ name: SettingName, default standard: String, as kind: String, _ parse: (String) -> Value?
    ) -> Value {
        if let given = given(name) {
            if let value = parse(given) { return value }
            refuse(name, given, as: kind)
        }
        guard let value = parse(standard) else { preconditionFailure("the default of \(name) is not \(kind)") }
        return value
    }

    /// What was given for a setting; nil if that is empty.
    private func given(_ name: SettingName) -> String? {
        flags[name]
            ?? [environment, file?.values ?? [:]].lazy.compactMap { $0[name.inEnvironment] }.first { !$0.isEmpty }
    }

    private mutating func refuse(_ name: SettingName, _ given: String, as kind: String) {
        mistakes.append("\(source(of: name)): \"\(given)\" is not \(kind).")
    }

    private func source(of name: SettingName) -> String {
        if flags[name] != nil { return name.asFlag }
        let isSet = environment[name.inEnvironment]?.isEmpty == false
        return isSet ? name.inEnvironment : (file.map { "\($0.path): " } ?? "") + name.inEnvironment
    }
}
