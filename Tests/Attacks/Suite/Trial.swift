import Foundation

/// An attack that was made on a site started for it, with all that was measured: a row of the table.
struct Trial {
    /// What the site may keep open beyond what it had: its database opens files as it needs them, and a few connections
    /// between its own parts are kept for the next rush.
    static let spareDescriptors = 64

    let name: String
    /// Others do not have to wait longer than this.
    private let patience: Duration
    private var clients = ""
    private var seen = ""
    private var isSkipped = false
    private var probe = Probe.Report()
    private var memory = (before: 0, peak: 0)
    private var duration = Duration.zero
    private(set) var failures: [String] = []

    init(_ attack: any Attack, workspace: Workspace, isQuick: Bool, seed: UInt64?, patience: Duration) {
        name = attack.name
        self.patience = patience
        let start = ContinuousClock.now
        do {
            let folder = try workspace.newFolder("site")
            // Where a site has a public address, nobody signs up before there is an administrator.
            if attack.settings["ROOST_PUBLIC_URL"] != nil {
                let create = ["user", "create", "keeper", "--database", folder + "/roost.sqlite"]
                let (status, output) = try Tool.run([workspace.roost] + create, in: workspace)
                guard status == 0 else { throw NoAdministrator(output: output) }
            }
            let site = try SiteProcess(
                workspace, folder: folder, descriptorLimit: attack.descriptorLimit, settings: attack.settings)
            defer { site.end() }
            let member = try Visitor(port: site.port).signedUp("mallory")
            let target = Target(workspace: workspace, site: site, member: member, isQuick: isQuick, seed: seed)
            try measure(attack, on: target)
        } catch { failures.append("\(error)") }
        duration = .now - start
    }

    private struct NoAdministrator: Error, CustomStringConvertible {
        let output: String
        var description: String { "roost user create said: \(output)" }
    }

    var cells: [String] {
        [
            name, clients, "\(probe.answered)/\(probe.sent)", "\(Int(probe.slowest.milliseconds)) ms",
            "\(memory.before) to \(memory.peak) MB", "\(duration.seconds) s", verdict, seen,
        ]
    }

    private var verdict: String {
        if !failures.isEmpty { return "FAILED" }
        return isSkipped ? "skipped" : "ok"
    }

    private mutating func measure(_ attack: any Attack, on target: Target) throws {
        let person = try Visitor(port: target.port).signedUp("alice")
        _ = Self.probed(person) { pause(.milliseconds(300)) }
        let descriptors = target.site.figures.descriptors
        let watch = MemoryWatch(target.site.figures)
        var result = Result<Outcome, any Error>.failure(CancellationError())
        let attacked = { result = Result { try attack.run(on: target) } }
        if attack.sparesOthers { probe = Self.probed(person, during: attacked) } else { attacked() }
        memory = (watch.before, watch.stop())
        if !attack.sparesOthers { probe = Self.probed(person) { pause(.seconds(1)) } }
        let outcome = try result.get()
        (clients, seen, isSkipped) = ("\(outcome.clients)", outcome.seen, outcome.isSkipped)
        failures = outcome.failures
        check(attack, on: target, descriptors: descriptors)
    }

    private static func probed(_ person: Visitor, during work: () -> Void) -> Probe.Report {
        let probe = Probe(person)
        work()
        return probe.stop()
    }

    /// Each once, with how often it was.
    private static func counted(_ mistakes: [String]) -> [String] {
        Dictionary(grouping: mistakes, by: \.self).sorted { $0.key < $1.key }.map { mistake, all in
            all.count == 1 ? mistake : "\(mistake), \(all.count) times"
        }
    }

    private mutating func check(_ attack: any Attack, on target: Target, descriptors: Int) {
        failures += Self.counted(probe.mistakes)
        if probe.slowest > patience { failures.append("someone else waited \(probe.slowest.seconds) s") }
        if memory.peak - memory.before > attack.memoryBound {
            failures.append("memory grew from \(memory.before) to \(memory.peak) MB")
        }
        guard target.site.figures.isRunning else {
            failures.append("the site ended \(target.site.end() ?? "")")
            return
        }
        if (try? Visitor(port: target.port).get("/login").status) != 200 { failures.append("GET /login fails since") }
        let limit = descriptors + Self.spareDescriptors
        if !target.site.figures.descriptorsFall(to: limit, within: .seconds(10)) {
            failures.append("it had \(descriptors) descriptors open, and now \(target.site.figures.descriptors)")
        }
    }
}
