import CSandbox

/// Where a program runs that reads what people send. It can read and write what it was given open, use the processor, and
/// nothing else of the machine.
///
/// The roost binary is started once more, restricts itself and then becomes the program, so that there is no moment in
/// which the program is not restricted yet.
public enum Sandbox {
    /// It could not be set up, and so the program was not started.
    struct Failed: Error, Hashable, CustomStringConvertible {
        let description: String

        /// Nil for a status that is the program's own.
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

    /// This program, as the kernel knows it: also after its file has been replaced by an upgrade.
    public static let ownProgram = "/proc/self/exe"

    static let argument = ROOST_SANDBOX

    /// Whether the kernel keeps files from a sandboxed program (Landlock). The rest of the sandbox holds in any case.
    public static var restrictsReading: Bool { roost_landlock_version() > 0 }

    /// Becomes a sandboxed program, if this process was started for that. To be called before anything else.
    public static func enterIfAsked() {
        roost_sandbox_if_asked(CommandLine.argc, CommandLine.unsafeArgv)
    }

    /// Keeps the memory of this process from other processes of the same user. It leaves no core file then.
    public static func hideMemory() {
        roost_hide_memory()
    }
}
