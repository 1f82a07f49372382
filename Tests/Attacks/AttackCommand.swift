import ArgumentParser
import Foundation

/// Attacks a roost binary from outside, as anyone on the network could, and says what came of it.
@main
struct AttackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attacks",
        abstract: "Attacks a running Roost and checks that other people are served meanwhile.",
        subcommands: [SuiteCommand.self, CrashCommand.self],
        defaultSubcommand: SuiteCommand.self)
}

/// What both commands need to know.
struct Subject: ParsableArguments {
    @Option(help: "The roost binary.")
    var roost: String

    func validate() throws {
        guard access(roost, X_OK) == 0 else { throw ValidationError("\(roost) is not a program") }
    }

    /// Does `work` in a folder of its own; nothing is left of it, however it ends.
    func attack(_ work: (Workspace) throws -> Bool) throws {
        Leftovers.removeOnSignals()
        try DescriptorLimit.raise()
        let isPassed: Bool
        do {
            defer { Leftovers.removeAll() }
            isPassed = try work(try Workspace(roost: roost))
        }
        if !isPassed { throw ExitCode(1) }
    }
}

/// Prints a line that is seen at once, in a pipe too.
func say(_ line: String) {
    print(line)
    fflush(nil)
}
