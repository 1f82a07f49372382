import ArgumentParser
import Foundation
import PathKit
import Site

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the site with a few made-up people.",
        discussion: "The database and the pictures are deleted when it stops, unless --no-serve is given.")

    @Option(help: "How many people to add for measurements: robin1, robin2 and so on, with the demo's password.")
    var people = 0

    @Option(help: "How many messages to add for measurements, in one of 30 rooms that these people are in.")
    var messages = 0

    @Option(help: "How many open sessions each of them has.")
    var sessions = 5

    @Option(
        help: """
            Write session cookies of these people to a new file that only you may read: one a line and person, at most \
            \(DemoCrowd.tokenLimit), of people spread evenly over all; robin1's is the first. For a site without TLS.
            """)
    var cookies: String?

    @Flag(
        name: .customLong("no-serve"),
        help: "Only create the database and the pictures, at --database and --uploads, and keep them.")
    var onlyFills = false

    @OptionGroup var flags: SettingsFlags

    func validate() throws {
        guard people >= 0 else { throw ValidationError("--people: must not be negative.") }
        guard messages >= 0 else { throw ValidationError("--messages: must not be negative.") }
        guard (1...100).contains(sessions) else { throw ValidationError("--sessions: must be from 1 to 100.") }
        try refuseToReplace(cookies, named: "--cookies")
        guard onlyFills else { return }
        guard flags.site.database != nil, flags.site.uploads != nil else {
            throw ValidationError("--no-serve: needs --database and --uploads.")
        }
        try refuseToReplace(flags.site.database, named: "--database")
    }

    private func refuseToReplace(_ path: String?, named option: String) throws {
        guard let path, FileManager.default.fileExists(atPath: path) else { return }
        throw ValidationError("\(option): \(path) already exists. The demo creates a new one.")
    }

    func run() async throws {
        do {
            let settings = try flags.settings()
            if onlyFills { return try await fill(settings) }
            try await TemporaryFolder.with { folder in
                var settings = settings
                settings.database = (folder + "roost.sqlite").string
                settings.uploads = (folder + "uploads").string
                try await Interruptible.watching { [settings] signal in
                    try await fill(settings)
                    try signal.check()
                }
                try await serve(settings)
            }
        } catch {
            throw UserFacingError(error)
        }
    }

    private func fill(_ settings: Settings) async throws {
        let tokens = try await DemoSite(settings: settings).fill(
            with: DemoCrowd(count: people, sessions: sessions), messages: messages)
        if let cookies { try CookieFile.write(tokens, to: cookies) }
    }

    private func serve(_ settings: Settings) async throws {
        try await Application(settings).run { port in
            let address = "http://localhost:\(port)"
            try? Terminal.say("The demo is at \(address). Press Ctrl-C to stop and delete it.")
            let names = DemoPerson.all.map(\.username)
            try? Terminal.say(
                "Sign in as \(names[0]), the administrator, or \(names.dropFirst().joined(separator: ", "))")
            try? Terminal.say("with the password: \(DemoPerson.password)")
        }
    }
}

/// A folder that exists only while `work` runs.
enum TemporaryFolder {
    static func with(_ work: (Path) async throws -> Void) async throws {
        let folder = Path(NSTemporaryDirectory()) + "roost-demo-\(UUID().uuidString)"
        try folder.mkpath()
        defer { try? folder.delete() }
        try await work(folder)
    }
}
