import Foundation

/// Makes images with `vipsthumbnail`, in a sandbox. libvips is told to use only loaders that are meant for untrusted
/// files.
public struct ImageTool: Sendable {
    let program: SandboxedProgram

    /// Where to look for programs: PATH, or where Debian keeps them.
    public static var defaultPath: String {
        ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    }

    /// Looks for the program.
    ///
    /// - Parameters:
    ///   - path: folders, separated by colons.
    ///   - launcher: the roost binary, which turns into the program (``Sandbox``).
    public init(searching path: String, launcher: String = Sandbox.ownProgram) throws(ProgramMissing) {
        program = try SandboxedProgram(
            "vipsthumbnail", of: "libvips-tools", searching: path, launcher: launcher,
            environment: [
                "VIPS_BLOCK_UNTRUSTED": "1",
                // Decoding gets one thread; the others are for pages.
                "VIPS_CONCURRENCY": "1", "MALLOC_ARENA_MAX": "1",
                // Orc, which older versions of libvips use, generates machine code, and aborts where that is forbidden.
                "ORC_CODE": "emulate",
                // A folder without modules, so that none is loaded for PDF, ImageMagick and the like.
                "VIPSHOME": "/nonexistent",
            ])
    }
}

/// What making images from one upload may cost, so that a hostile file harms nobody but its sender.
public struct ImageLimits: Hashable, Sendable {
    /// Width times height of the upload.
    public var pixels = ImageHeader.defaultPixelLimit
    /// Address space of the child process, in bytes. Its libraries take about 200 MB of it; the rest is for pixels, as an
    /// interlaced image has to be in memory as a whole.
    public var memory = 768 * 1024 * 1024
    /// Processor time of a child process, in seconds.
    public var processorSeconds = 8
    /// From the start of the first child process to the end of the last.
    public var time: Duration = .seconds(10)
    /// The largest file that a child process may write, in bytes.
    public var fileSize = 16 * 1024 * 1024
    /// Processes and threads of this user on the whole machine.
    public var processes = 2048

    public init() {}
}
