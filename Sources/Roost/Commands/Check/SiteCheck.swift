import Foundation
import Media
import PathKit
import Storage

/// Looks at all that a site needs to run well. Every call waits for the disk.
struct SiteCheck {
    /// How long a file may have no row, in seconds: an upload writes the file first.
    private static let uploadTime: TimeInterval = 600
    /// How many names are said.
    private static let limit = 5

    let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// A line at least for each thing that is looked at.
    ///
    /// - Throws: `Interruptible.Interrupted`.
    func findings(until signal: Interruptible.Signal) throws -> [Finding] {
        var findings = [Finding.fine("settings", "they are as they can be"), encryption, tools, sandbox]
        try signal.check()
        findings += database()
        try signal.check()
        findings += try pictures(until: signal)
        return findings + [secret] + copies + permissions + space
    }

    private var encryption: Finding {
        settings.isUnencrypted
            ? .wrong("encryption", "passwords travel unencrypted: \(settings.publicURL.absoluteString) is not https")
            : .fine("encryption", "people use \(settings.publicURL.absoluteString)")
    }

    private var tools: Finding {
        do throws(ImageTool.Missing) {
            _ = try ImageTool(searching: ImageTool.defaultPath)
            return .fine("programs", "the one that pictures are made with is there")
        } catch {
            return .wrong("programs", "\(error); until then nobody can upload a picture")
        }
    }

    private var sandbox: Finding {
        Sandbox.restrictsReading
            ? .fine("sandbox", "the kernel keeps the site's files from what makes pictures")
            : .note("sandbox", "the kernel has no Landlock: a broken picture decoder could read the site's files")
    }

    private func database() -> [Finding] {
        guard Path(settings.database).exists else {
            return [.note("database", "\(settings.database) is not there; the first start makes it")]
        }
        do {
            let file = try DatabaseFile(reading: settings.database)
            defer { try? file.close() }
            try file.requireKnownSchema()
            let damage = try file.damage()
            guard damage.isEmpty else { return damage.map { .wrong("database", $0) } }
            guard try file.schema() == .current else {
                return [.note("database", "it is sound; the next start upgrades it to this version")]
            }
            return [.fine("database", "it is sound, and of this version")]
        } catch {
            return [.wrong("database", "\(CommandProblem(error))")]
        }
    }

    /// - Throws: `Interruptible.Interrupted`.
    private func pictures(until signal: Interruptible.Signal) throws -> [Finding] {
        do {
            guard Path(settings.database).exists else { return [] }
            let file = try DatabaseFile(reading: settings.database)
            defer { try? file.close() }
            guard try [.current, .older].contains(file.schema()) else { return [] }
            return try pictures(of: file, until: signal)
        } catch let error as Interruptible.Interrupted {
            throw error
        } catch {
            return [.wrong("pictures", "\(CommandProblem(error))")]
        }
    }

    private func pictures(of file: DatabaseFile, until signal: Interruptible.Signal) throws -> [Finding] {
        let names = try file.pictures()
        let stored = try StoredAvatars(in: settings.uploads, of: names)
        var (missing, damaged) = (Set<String>(), Set<String>())
        for name in names {
            try signal.check()
            switch try stored.state(of: name) {
            case .whole: continue
            case .missing: missing.insert(name)
            case .damaged: damaged.insert(name)
            }
        }
        // Replaced since the names were read.
        let current = try file.pictures()
        (missing, damaged) = (missing.intersection(current), damaged.intersection(current))
        let orphans = try stored.all(before: Date(timeIntervalSinceNow: -Self.uploadTime)).subtracting(current)
        var findings: [Finding] = []
        if !missing.isEmpty { findings.append(.wrong("pictures", Self.text("missing", missing))) }
        if !damaged.isEmpty { findings.append(.wrong("pictures", Self.text("damaged", damaged))) }
        if !orphans.isEmpty {
            findings.append(.note("pictures", "\(orphans.count) are nobody's; the next start removes them"))
        }
        return findings.isEmpty ? [.fine("pictures", "all \(names.count) are there and whole")] : findings
    }

    private static func text(_ what: String, _ names: Set<String>) -> String {
        let more = names.count > limit ? ", …" : ""
        return "\(names.count) \(what): " + names.sorted().prefix(limit).joined(separator: ", ") + more
    }
}
