import Foundation
import PathKit

extension SiteCheck {
    /// Bytes that must be free, or people's posts fail soon: 100 MB.
    private static let leastSpace: Int64 = 100_000_000

    var secret: Finding {
        if settings.secret != nil { return .fine("secret", "it is set; it is not in backups") }
        let file = SecretFile(for: settings.database)
        guard Path(file.path).exists else {
            return Path(settings.database).exists
                ? .wrong("secret", "\(file.path) is missing: nobody can sign in with two factors; restore it")
                : .note("secret", "\(file.path) is not there; the first start makes it")
        }
        do {
            _ = try file.secret()
            return .fine("secret", "it is in \(file.path)")
        } catch {
            return .wrong("secret", "\(error)")
        }
    }

    /// What upgrades have left.
    var copies: [Finding] {
        beforeUpgrades.map {
            .note(
                "upgrade", "\($0) is the database before it; remove it when all is well: what people delete stays in it"
            )
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
            .map { Finding.wrong("permissions", "\($0) is open to every user of this machine (chmod o-rwx)") }
        let shared = files.filter { FileAccess.isOpen($0, to: .group) }
            .map { Finding.note("permissions", "\($0) is open to its group: who is in it? (chmod g-rwx)") }
        let key = SecretFile(for: database).path
        let secret =
            FileAccess.permissions(key).map { $0 & 0o077 != 0 } == true
            ? [Finding.wrong("permissions", "\(key) is open to others (chmod 600)")] : []
        let closed = [database, settings.uploads].filter { Path($0).exists && !FileAccess.isWritable($0) }
            .map { Finding.wrong("permissions", "\($0) cannot be written by this user") }
        let wrong = open + secret + closed
        return wrong.isEmpty
            ? [.fine("permissions", "others can read neither database, secret nor pictures")] + shared : wrong + shared
    }

    /// The file systems of the database and of the pictures.
    var space: [Finding] {
        let size = FileAccess.size(settings.database) ?? 0
        let places = [("the database", settings.database, size), ("pictures", settings.uploads, 0)]
        return places.map { name, path, copy in
            guard let free = FileAccess.freeSpace(at: path) else {
                return .wrong("disk", "the folder of \(path) is not there")
            }
            return Self.finding(for: name, free: free, copy: copy)
        }
    }

    /// - Parameter copy: bytes that a copy takes.
    static func finding(for name: String, free: Int64, copy: Int64) -> Finding {
        let text = "\(free / 1_000_000) MB are free for \(name)"
        if free < leastSpace { return .wrong("disk", text) }
        return free < leastSpace + copy
            ? .note("disk", text + ", too few for the copy that an upgrade makes") : .fine("disk", text)
    }
}
