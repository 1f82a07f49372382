import Foundation
import Subprocess
import SystemPackage

/// Makes images with `vipsthumbnail`, in a child process that can reach only the file it reads and the file it writes.
///
/// Hostile images attack decoders. The child therefore runs in a ``Sandbox``, and libvips is told to use only loaders that
/// are meant for untrusted files.
public struct ImageTool: Sendable {
    /// The program is not installed.
    public struct Missing: Error, Hashable, CustomStringConvertible {
        public let program: String
        /// The Debian package that contains it.
        public let package: String

        public var description: String { "\(program) is missing: install \(package)" }
    }

    private let vipsthumbnail: String
    private let launcher: String

    /// Where to look for programs: PATH, or where Debian keeps them.
    public static var defaultPath: String {
        ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    }

    /// Looks for the program.
    ///
    /// - Parameters:
    ///   - path: folders, separated by colons.
    ///   - launcher: the roost binary, which turns into the program (``Sandbox``).
    public init(searching path: String, launcher: String = Sandbox.ownProgram) throws(Missing) {
        vipsthumbnail = try Self.find("vipsthumbnail", of: "libvips-tools", in: path)
        self.launcher = launcher
    }

    private static func find(_ program: String, of package: String, in path: String) throws(Missing) -> String {
        let files = path.split(separator: ":").map { "\($0)/\(program)" }
        guard let file = files.first(where: FileManager.default.isExecutableFile) else {
            throw Missing(program: program, package: package)
        }
        return file
    }

    /// How a child process ended.
    enum Outcome: Hashable, Sendable {
        case done, failed
        /// It reached a time limit.
        case exhausted
    }

    /// Runs `vipsthumbnail` on `input` and lets it write to `output`.
    func run(
        _ arguments: [String], from input: OpenFile, to output: OpenFile, limits: ImageLimits,
        until deadline: ContinuousClock.Instant
    ) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { try await spawn(arguments, from: input, to: output, limits: limits) }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return .exhausted
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .failed
        }
    }

    /// Cancelling the task kills the child.
    ///
    /// - Throws: `Sandbox.Failed`.
    private func spawn(
        _ arguments: [String], from input: OpenFile, to output: OpenFile, limits: ImageLimits
    ) async throws -> Outcome {
        var options = PlatformOptions()
        // Ctrl-C in a terminal is for the site alone, which finishes the requests it has begun.
        options.createSession = true
        let status = try await Subprocess.run(
            .path(FilePath(launcher)), arguments: Arguments(Self.sandbox(limits) + [vipsthumbnail] + arguments),
            environment: .custom(Self.environment), platformOptions: options,
            input: .fileDescriptor(FileDescriptor(rawValue: input.descriptor), closeAfterSpawningProcess: false),
            output: .fileDescriptor(FileDescriptor(rawValue: output.descriptor), closeAfterSpawningProcess: false),
            error: .discarded
        ).terminationStatus
        switch status {
        case .exited(0): return .done
        case .signaled(SIGXCPU), .signaled(SIGKILL): return .exhausted
        case .exited(let code):
            if let failure = Sandbox.Failed(status: code) { throw failure }
            return .failed
        default: return .failed
        }
    }

    private static func sandbox(_ limits: ImageLimits) -> [String] {
        [Sandbox.argument]
            + [limits.memory, limits.processorSeconds, limits.fileSize, limits.processes].map(String.init)
    }

    private static let environment: [Environment.Key: String] = [
        "VIPS_BLOCK_UNTRUSTED": "1",
        // Decoding gets one thread; the others are for pages.
        "VIPS_CONCURRENCY": "1", "MALLOC_ARENA_MAX": "1",
        // Orc, which older versions of libvips use, generates machine code, and aborts where that is forbidden.
        "ORC_CODE": "emulate",
        // A folder without modules, so that none is loaded for PDF, ImageMagick and the like.
        "VIPSHOME": "/nonexistent",
    ]
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
    public var fileSize = 4 * 1024 * 1024
    /// Processes and threads of this user on the whole machine.
    public var processes = 2048

    public init() {}
}
