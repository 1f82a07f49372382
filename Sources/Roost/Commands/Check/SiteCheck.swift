import Foundation
import Media
import PathKit
import Storage

/// Checks everything that a site needs. Blocks until the disk is done.
struct SiteCheck {
    /// How long a picture may exist without a row, in seconds: an upload writes the file first.
    static let uploadTime: TimeInterval = 600
    /// How many names are printed.
    private static let limit = 5

    let settings: Settings
    /// Whether files of messages are compared with their checksums, rather than their sizes alone.
    let readsFiles: Bool

    init(_ settings: Settings, readsFiles: Bool = false) {
        self.settings = settings
        self.readsFiles = readsFiles
    }

    /// At least one line for each thing that is checked.
    ///
    /// - Throws: `Interruptible.Interrupted`.
    func findings(until signal: Interruptible.Signal) throws -> [Finding] {
        var findings = [Finding.fine("settings", "all valid"), encryption] + proxies + [tools, sandbox] + scanner
        try signal.check()
        findings += database()
        try signal.check()
        findings += try uploads("pictures", until: signal, avatars(of:until:))
        findings += try uploads("files", until: signal, files(of:until:))
        return findings + [secret] + copies + permissions + space
    }

    private var encryption: Finding {
        settings.isUnencrypted
            ? .wrong("encryption", "passwords are sent unencrypted: \(settings.publicURL.absoluteString) is not https")
            : .fine("encryption", "people use \(settings.publicURL.absoluteString)")
    }

    /// Nothing where there is nothing to say.
    private var proxies: [Finding] {
        guard settings.trustsNoProxy else { return [] }
        let text = "people use https, and no proxy is trusted: everybody seems to have the proxy's address"
        return [.note("proxies", text + " (set ROOST_TRUSTED_PROXIES)")]
    }

    private var tools: Finding {
        do throws(ProgramMissing) {
            _ = try ImageTool(searching: ImageTool.defaultPath)
            return .fine("programs", "vipsthumbnail is installed")
        } catch {
            return .wrong("programs", "\(error). Until then nobody can upload a picture")
        }
    }

    private var sandbox: Finding {
        Sandbox.restrictsReading
            ? .fine("sandbox", "picture decoders cannot read the site's files (Landlock)")
            : .note("sandbox", "the kernel has no Landlock: a compromised picture decoder could read the site's files")
    }

    /// Nothing where files are not scanned.
    private var scanner: [Finding] {
        guard let clamd = settings.files.clamd else { return [] }
        do {
            try ClamdScanner(at: clamd, timeLimit: .seconds(5)).ping()
            return [.fine("clamd", "answers at \(clamd)")]
        } catch {
            let problem = "no answer at \(clamd): \(error)"
            return settings.files.requiresScan
                ? [.wrong("clamd", problem + ". Until then nobody can post a file")]
                : [.note("clamd", problem + ". Until then files are accepted unscanned")]
        }
    }

    private func database() -> [Finding] {
        guard Path(settings.database).exists else {
            let path = Path(settings.database).absolute()
            return [.wrong("database", "there is no site here: \(path) does not exist")]
        }
        do {
            let file = try DatabaseFile(reading: settings.database)
            defer { try? file.close() }
            try file.requireKnownSchema()
            let damage = try file.damage()
            guard damage.isEmpty else { return damage.map { .wrong("database", $0) } }
            guard try file.schema() == .current else {
                return [.note("database", "intact; the site upgrades it to this version when it next starts")]
            }
            return [.fine("database", "intact and up to date")]
        } catch {
            return [.wrong("database", "\(CommandProblem(error, database: settings.database))")]
        }
    }

    /// - Throws: `Interruptible.Interrupted`.
    private func uploads(
        _ subject: String, until signal: Interruptible.Signal,
        _ check: (DatabaseFile, Interruptible.Signal) throws -> [Finding]
    ) throws -> [Finding] {
        do {
            guard Path(settings.database).exists else { return [] }
            let file = try DatabaseFile(reading: settings.database)
            defer { try? file.close() }
            guard try [.current, .older].contains(file.schema()) else { return [] }
            return try check(file, signal)
        } catch let error as Interruptible.Interrupted {
            throw error
        } catch {
            return [.wrong(subject, "\(CommandProblem(error, database: settings.database))")]
        }
    }

    private func avatars(of file: DatabaseFile, until signal: Interruptible.Signal) throws -> [Finding] {
        let names = try file.avatars()
        let stored = try StoredUploads(in: settings.uploads, isNeeded: !names.isEmpty)
        var (missing, damaged) = (Set<String>(), Set<String>())
        for name in names {
            switch try stored.state(of: .avatar(name), check: signal.check) {
            case .whole: continue
            case .missing: missing.insert(name)
            case .damaged: damaged.insert(name)
            }
        }
        // Replaced since the names were read.
        let current = try file.avatars()
        (missing, damaged) = (missing.intersection(current), damaged.intersection(current))
        let orphans = try stored.avatars(before: Date(timeIntervalSinceNow: -Self.uploadTime)).subtracting(current)
        var findings: [Finding] = []
        if !missing.isEmpty { findings.append(.wrong("pictures", Self.text("missing", missing))) }
        if !damaged.isEmpty { findings.append(.wrong("pictures", Self.text("damaged", damaged))) }
        if !orphans.isEmpty {
            let text = "\(orphans.count.counted("picture")) without an account; removed when the site next starts"
            findings.append(.note("pictures", text))
        }
        return findings.isEmpty ? [.fine("pictures", "all \(names.count) present and intact")] : findings
    }

    static func text(_ what: String, _ names: Set<String>) -> String {
        let more = names.count > limit ? ", …" : ""
        return "\(names.count) \(what): " + names.sorted().prefix(limit).joined(separator: ", ") + more
    }
}
