import ArgumentParser
import Foundation

struct SuiteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suite", abstract: "Make every attack, each on a site started for it.")

    @OptionGroup var subject: Subject

    @Flag(help: "Fewer clients and shorter waits, without the attacks that take minutes all the same.")
    var quick = false

    @Option(help: ArgumentHelp("Make only the attack of this name, or those that begin so.", valueName: "name"))
    var only: [String] = []

    @Option(help: "The longest that anyone else may have to wait, in seconds; a machine that others use needs more.")
    var patience = 1

    @Option(help: "A seed to try besides those that are kept.")
    var seed: UInt64?

    func validate() throws {
        guard !chosen.isEmpty else {
            throw ValidationError("There are: " + Attacks.all.map(\.name).joined(separator: ", "))
        }
    }

    private var chosen: [any Attack] {
        guard only.isEmpty else {
            return Attacks.all.filter { attack in only.contains { attack.name.hasPrefix($0) } }
        }
        return Attacks.all.filter { !quick || $0.canBeQuick }
    }

    func run() throws {
        try subject.attack { workspace in
            let trials = makeAll(in: workspace)
            var table = Table()
            for trial in trials { table.add(trial) }
            let failures = trials.flatMap(\.failures)
            say("\n\(table.text)")
            say(failures.isEmpty ? "\nNothing failed." : "\n\(failures.count) expectations failed.")
            return failures.isEmpty
        }
    }

    /// Makes the attacks one at a time where it is measured how long others wait, and two at a time in a quick run: most of
    /// them wait most of the time.
    private func makeAll(in workspace: Workspace) -> [Trial] {
        let (attacks, width) = (Array(chosen.enumerated()), quick ? 2 : 1)
        let (quick, seed, patience) = (quick, seed, patience)
        let made = inParallel(width) { worker in
            attacks.filter { $0.offset % width == worker }.map { number, attack in
                say("\(attack.name) …")
                let trial = Trial(
                    attack, workspace: workspace, isQuick: quick, seed: seed, patience: .seconds(patience))
                for failure in trial.failures { say("  FAILED: \(trial.name): \(failure)") }
                return (number, trial)
            }
        }
        return made.joined().sorted { $0.0 < $1.0 }.map(\.1)
    }
}
