import Accounts
import PathKit
import Storage

/// Whether the site's secret is the one that keys in its database are encrypted with. With another one, or a new one,
/// nobody with two-factor sign-in could sign in.
enum SecretCheck {
    enum Outcome: Sendable {
        case nothingEncrypted, right, missing, wrong
    }

    /// Stops the start of a site whose secret is missing or has changed.
    struct Failed: Error, CustomStringConvertible {
        let description: String

        fileprivate init(_ settings: Settings, isMissing: Bool) {
            let file = SecretFile(for: settings.database).path
            let problem =
                isMissing
                ? "\(file) is missing." : "The secret in \(settings.secret == nil ? file : "ROOST_SECRET") has changed."
            description = """
                \(problem) The keys of two-factor sign-in in \(settings.database) can be read with the former secret only.
                Put it back: \(file) from a backup, or from where the site was before (it belongs beside the database), or \
                ROOST_SECRET as it was.
                If it is lost for good, switch off two-factor sign-in for everybody who has it, and start again: 'roost \
                user list' shows them, 'roost user remove-two-factor NAME' switches it off.
                """
        }
    }

    /// - Throws: ``Failed``.
    static func require(_ settings: Settings) throws {
        // What is wrong with the file is said when it is opened.
        switch (try? outcome(settings)) ?? .nothingEncrypted {
        case .nothingEncrypted, .right: return
        case .missing: throw Failed(settings, isMissing: true)
        case .wrong: throw Failed(settings, isMissing: false)
        }
    }

    /// Opens one of the keys.
    static func outcome(_ settings: Settings) throws -> Outcome {
        guard Path(settings.database).exists else { return .nothingEncrypted }
        let file = try DatabaseFile(reading: settings.database)
        defer { try? file.close() }
        guard let sealed = try file.sealedKey() else { return .nothingEncrypted }
        let path = SecretFile(for: settings.database).path
        guard let secret = try settings.secret ?? (Path(path).exists ? SecretFile.read(path) : nil) else {
            return .missing
        }
        return TwoFactorKey(sealed: sealed.key, for: sealed.user, with: secret) == nil ? .wrong : .right
    }
}
