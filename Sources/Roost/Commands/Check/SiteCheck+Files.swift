import Foundation
import PathKit

extension SiteCheck {
    /// The least that should be free, in bytes: 100 MB.
    private static let leastSpace: Int64 = 100_000_000

    var secret: Finding {
        let outcome = (try? SecretCheck.outcome(settings)) ?? .nothingEncrypted
        if outcome == .wrong {
            return .wrong("secret", "it is not the one that two-factor keys are encrypted with. Restore that one")
        }
        if settings.secret != nil { return .fine("secret", "from the settings; not included in backups") }
        let file = SecretFile(for: settings.database)
        guard Path(file.path).exists else {
            return outcome == .missing
                ? .wrong("secret", "\(file.path) is missing: nobody with two-factor sign-in can sign in. Restore it")
                : .note("secret", "\(file.path) does not exist; the site creates it when it next starts")
        }
        do {
            _ = try file.secret()
            return .fine("secret", "stored in \(file.path)")
        } catch {
            return .wrong("secret", "\(CommandProblem(error))")
        }
    }

    /// Copies from before upgrades.
    var copies: [Finding] {
        beforeUpgrades.map {
            .note("upgrade", "\($0) is from before an upgrade. Remove it when all is well: it keeps what people delete")
        }
    }

    private var beforeUpgrades: [String] {
        let path = Path(settings.database)
        let name = path.lastComponent.hasSuffix(".sqlite") ? path.lastComponentWithoutExtension : path.lastComponent
        let children = (try? path.absolute().parent().children()) ?? []
        return children.map(\.string).filter {
            Path($0).lastComponent.hasPrefix(name + ".before-") && $0.hasSuffix(".sqlite")
        }
        .sorted()
    }

    var permissions: [Finding] {
        let database = settings.database
        let files = [database, database + "-wal", database + "-shm", settings.uploads] + beforeUpgrades
        let open = files.filter { FileAccess.isOpen($0, to: .others) }
            .map { Finding.wrong("permissions", "\($0) is accessible to every user of this machine (chmod o-rwx)") }
        let shared = files.filter { FileAccess.isOpen($0, to: .group) }
            .map { Finding.note("permissions", "\($0) is accessible to its group (chmod g-rwx)") }
        let key = SecretFile(for: database).path
        let secret =
            FileAccess.permissions(key).map { $0 & 0o077 != 0 } == true
            ? [Finding.wrong("permissions", "\(key) is accessible to others (chmod 600)")] : []
        let closed = [database, settings.uploads].filter { Path($0).exists && !FileAccess.isWritable($0) }
            .map { Finding.wrong("permissions", "\($0) is not writable for this user") }
        let wrong = open + secret + closed
        return wrong.isEmpty
            ? [.fine("permissions", "others cannot read database, secret or pictures")] + shared : wrong + shared
    }

    /// The file systems of the database and of the pictures.
    var space: [Finding] {
        let size = FileAccess.size(settings.database) ?? 0
        let places = [("the database", settings.database, size), ("pictures", settings.uploads, 0)]
        return places.map { name, path, copy in
            guard let free = FileAccess.freeSpace(at: path) else {
                return .wrong("disk", "the folder of \(path) does not exist")
            }
            return Self.finding(for: name, free: free, copy: copy)
        }
    }

    /// - Parameter copy: the bytes that a copy of the database takes.
    static func finding(for name: String, free: Int64, copy: Int64) -> Finding {
        let text = "\(free / 1_000_000) MB free for \(name)"
        if free < leastSpace { return .wrong("disk", text) }
        return free < leastSpace + copy
            ? .note("disk", text + ", too little for the copy that an upgrade makes") : .fine("disk", text)
    }
}
