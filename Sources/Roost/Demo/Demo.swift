import ArgumentParser
import Foundation
import PathKit
import Site

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the site with a few made-up people.",
        discussion: "The database and the pictures are thrown away when it stops.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        do {
            try await DemoFolder.with { folder in
                var settings = try flags.settings()
                settings.database = (folder + "roost.sqlite").string
                settings.uploads = (folder + "uploads").string
                try await DemoSite(settings: settings).fill()
                try await Launch(settings).run { port in
                    let address = "http://localhost:\(port)"
                    Terminal.say("The demo is at \(address). Press Ctrl-C to stop and forget it.")
                    Terminal.say("Sign in as \(DemoPerson.all.map(\.username).joined(separator: ", "))")
                    Terminal.say("with the password: \(DemoPerson.password)")
                }
            }
        } catch {
            throw CleanFailure(error)
        }
    }
}

/// A folder that is gone when the work in it is done.
enum DemoFolder {
    static func with(_ work: (Path) async throws -> Void) async throws {
        let folder = try Path.uniqueTemporary()
        defer { try? folder.delete() }
        try await work(folder)
    }
}
