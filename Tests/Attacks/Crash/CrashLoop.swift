import Foundation

/// A site that is killed amid changes, started again on what is left, and looked at.
struct CrashLoop {
    private let workspace: Workspace
    private let folder: String
    private var site: SiteProcess
    /// Those who change things all the time.
    private var people: [Person]
    private var totals = (rounds: 0, answered: 0, cutOff: 0, lookedFor: 0, found: 0, failures: 0)

    init(in workspace: Workspace) throws {
        self.workspace = workspace
        folder = try workspace.newFolder("site")
        site = try SiteProcess(workspace, folder: folder)
        let visitor = Visitor(port: site.port)
        people = try ["anna", "boris", "clara"].map { Person(username: $0, browser: try visitor.signedUp($0)) }
        totals.answered = people.count
    }

    var hasFailed: Bool { totals.failures > 0 }

    var report: String {
        """
        \(totals.rounds) crashes, \(totals.cutOff) requests cut off by them
        \(totals.answered) changes were answered; of \(totals.lookedFor) things to be found after a crash, \
        \(totals.found) were
        \(Tool.path("sqlite3") == nil ? "skipped: sqlite3 is not installed, so that nobody checked the database\n" : "")\
        \(hasFailed ? "\(totals.failures) expectations failed." : "Nothing failed.")
        """
    }

    /// Kills the site at some moment and looks at what is left; gives what is wrong with it.
    mutating func crash(round: Int) throws -> [String] {
        let changes = change(round: round)
        site = try SiteProcess(workspace, folder: folder)
        people = changes.compactMap(\.person)
        var findings = Findings()
        for index in people.indices { try look(at: &people[index], in: &findings) }
        let newcomers = changes.flatMap(\.newcomers)
        for var newcomer in newcomers { try look(at: &newcomer, in: &findings) }
        if let last = newcomers.last {
            let isKnown = (try? Visitor(port: site.port).signedIn(last.username)) != nil
            findings.expect(isKnown, "\(last.username) cannot sign in")
        }
        checkFiles(in: &findings)
        try checkDatabase(in: &findings)
        let failures = changes.flatMap(\.failures) + findings.failures
        count(changes, findings, failures)
        return failures
    }

    /// What everyone was answered until the site was killed.
    private func change(round: Int) -> [Changes] {
        let isKilled = StopSign()
        let (people, port) = (people, site.port)
        let workers = people.map { person in Worker { Changes(of: person, round: round, until: isKilled) } }
        let newcomers = Worker { Changes(signingUpAt: port, round: round, until: isKilled) }
        pause(.milliseconds(Int.random(in: 300...1500)))
        isKilled.set()
        site.end()
        return workers.map { $0.wait() } + [newcomers.wait()]
    }

    private func look(at person: inout Person, in findings: inout Findings) throws {
        // The site is at another port now; the session is the same.
        person.browser.port = site.port
        try person.look(in: &findings)
    }

    /// There is no file but those of the pictures that people have, once the site has looked after them.
    private func checkFiles(in findings: inout Findings) {
        let known = Set(findings.pictures.map(PictureFile.picture))
        var strays = Set<String>()
        for _ in 0..<100 {
            strays = Set(files.map { PictureFile.picture("/avatars/\($0)") }).subtracting(known)
            if strays.isEmpty { break }
            pause(.milliseconds(50))
        }
        findings.expect(strays.isEmpty, "nobody has the files \(strays.sorted())")
    }

    private var files: [String] {
        let paths = FileManager.default.enumerator(atPath: site.uploads)?.compactMap { $0 as? String } ?? []
        return paths.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(site.uploads)/\(path)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }

    private func checkDatabase(in findings: inout Findings) throws {
        guard let sqlite = Tool.path("sqlite3") else { return }
        let statements = "PRAGMA integrity_check; PRAGMA foreign_key_check;"
        let (_, output) = try Tool.run([sqlite, "-readonly", site.database, statements], in: workspace)
        findings.expect(output == "ok\n", "the database is not whole: \(output)")
    }

    private mutating func count(_ changes: [Changes], _ findings: Findings, _ failures: [String]) {
        totals.rounds += 1
        totals.answered += changes.map(\.answered).reduce(0, +)
        totals.cutOff += changes.count(where: \.wasCutOff)
        totals.found += findings.found
        totals.lookedFor += findings.found + findings.failures.count
        totals.failures += failures.count
    }
}
