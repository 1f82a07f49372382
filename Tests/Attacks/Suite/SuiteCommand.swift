import ArgumentParser
import Foundation
import Synchronization

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

    /// Makes the attacks in their order: one at a time where it is measured how long others wait, two in a quick run. Most
    /// of them wait most of the time.
    private func makeAll(in workspace: Workspace) -> [Trial] {
        let (attacks, next) = (chosen, Atomic(0))
        let (quick, seed, patience) = (quick, seed, patience)
        let made = inParallel(quick ? 2 : 1) { _ in
            var trials: [Int: Trial] = [:]
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < attacks.count else { return trials }
                say("\(attacks[index].name) …")
                let trial = Trial(
                    attacks[index], workspace: workspace, isQuick: quick, seed: seed, patience: .seconds(patience))
                for failure in trial.failures { say("  FAILED: \(trial.name): \(failure)") }
                trials[index] = trial
            }
        }
        return made.flatMap(\.self).sorted { $0.key < $1.key }.map(\.value)
    }
}
