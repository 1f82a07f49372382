import Accounts
import Conversation
import Foundation
import Logging
import PathKit
import Site
import Storage
import WorkQueue

extension Application {
    /// Reads all templates before a database of an earlier version is changed, which a faulty one would otherwise leave
    /// to this version alone.
    ///
    /// - Throws: what is wrong with a template.
    static func checkTemplates(_ settings: Settings) async throws {
        guard Path(settings.database).exists, let file = try? DatabaseFile(reading: settings.database) else { return }
        let schema = try? file.schema()
        try file.close()
        guard schema == .older else { return }
        try await TemporaryFolder.with { folder in
            let database = try Database(path: (folder + "roost.sqlite").string)
            let hasher = PasswordHasher(queue: WorkQueue(label: "roost.check", width: 1, depth: 1))
            guard let secret = Secret(systemRandom(Secret.minimumLength)) else { return }
            let site = SiteSettings(
                assets: settings.assets, uploads: (folder + "uploads").string, publicURL: settings.publicURL)
            _ = try await Site(
                site, accounts: Accounts(database: database, hasher: hasher, secret: secret),
                conversation: Conversation(database: database, limits: settings.conversation),
                log: Logger(label: "roost.check") { _ in SwiftLogNoOpLogHandler() })
            try database.close()
        }
    }
}
