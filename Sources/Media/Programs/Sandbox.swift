import CSandbox

/// Runs a program that reads uploads. It can read and write the files that it was given open and use the processor, and
/// nothing else on the machine.
///
/// The roost binary is started a second time, restricts itself and then turns into the program, so the program is never
/// unrestricted.
public enum Sandbox {
    /// The sandbox could not be set up, so the program was not started.
    struct Failed: Error, Hashable, CustomStringConvertible {
        let description: String

        /// Nil for a status that the program itself returned.
        init?(status: Int32) {
            let part: String? =
                switch Int(status) {
                case ROOST_SANDBOX_ARGUMENTS: "its arguments"
                case ROOST_SANDBOX_LIMITS: "limits"
                case ROOST_SANDBOX_PRIVILEGES: "privileges"
                case ROOST_SANDBOX_FILES: "files (Landlock)"
                case ROOST_SANDBOX_SYSTEM_CALLS: "system calls (seccomp)"
                case ROOST_SANDBOX_START: "the start of the program"
                default: nil
                }
            guard let part else { return nil }
            description = "the sandbox for making pictures could not be set up: \(part)"
        }
    }

    /// This program, as the kernel knows it, even after an upgrade has replaced its file.
    public static let ownProgram = "/proc/self/exe"

    static let argument = ROOST_SANDBOX

    /// Whether the kernel keeps files from a sandboxed program (Landlock). The rest of the sandbox works in any case.
    public static var restrictsReading: Bool { roost_landlock_version() > 0 }

    /// Turns into a sandboxed program if this process was started for that. Call it before anything else.
    public static func enterIfAsked() {
        roost_sandbox_if_asked(CommandLine.argc, CommandLine.unsafeArgv)
    }

    /// Hides the memory of this process from other processes of the same user. Also prevents core files.
    public static func hideMemory() {
        roost_hide_memory()
    }
}
