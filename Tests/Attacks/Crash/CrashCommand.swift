import ArgumentParser

struct CrashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash", abstract: "Kill the site amid changes, over and over, and look whether any is lost.")

    @OptionGroup var subject: Subject

    @Option(help: "How often to kill it.")
    var rounds = 20

    func run() throws {
        try subject.attack { workspace in
            var loop = try CrashLoop(in: workspace)
            for round in 1...max(1, rounds) {
                let failures = try loop.crash(round: round)
                for failure in failures { say("round \(round): FAILED: \(failure)") }
            }
            say(loop.report)
            return !loop.hasFailed
        }
    }
}
