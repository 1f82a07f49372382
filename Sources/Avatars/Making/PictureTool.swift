import Foundation
import Subprocess
import SystemPackage

/// Makes pictures with `vipsthumbnail`, in a child process that holds nothing but the file it reads and the one it
/// writes.
///
/// Decoders are where hostile pictures strike. The child runs in a ``Sandbox``, and libvips is told to use none of its
/// loaders that are not meant for untrusted files.
public struct PictureTool: Sendable {
    /// A program that pictures are made with is not installed.
    public struct Missing: Error, Hashable, CustomStringConvertible {
        public let program: String
        /// The Debian package that has it.
        public let package: String

        public var description: String { "\(program) is missing: install \(package)" }
    }

    private let vipsthumbnail: String
    private let launcher: String

    /// Where programs are looked for: PATH, or where Debian has them.
    public static var defaultPath: String {
        ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    }

    /// Looks for the program.
    ///
    /// - Parameters:
    ///   - path: folders, with colons between.
    ///   - launcher: the roost binary, which becomes the program (``Sandbox``).
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
        /// It came to the end of a limit in time.
        case exhausted
    }

    /// Runs `vipsthumbnail` on `input`, with what it makes in `output`.
    func run(
        _ arguments: [String], from input: OpenFile, to output: OpenFile, limits: PictureLimits,
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

    /// A child whose task is cancelled is killed.
    ///
    /// - Throws: `Sandbox.Failed`.
    private func spawn(
        _ arguments: [String], from input: OpenFile, to output: OpenFile, limits: PictureLimits
    ) async throws -> Outcome {
        var options = PlatformOptions()
        // Ctrl-C in a terminal is for the site, which lets what has begun come to its end.
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

    private static func sandbox(_ limits: PictureLimits) -> [String] {
        [Sandbox.argument]
            + [limits.memory, limits.processorSeconds, limits.fileSize, limits.processes].map(String.init)
    }

    private static let environment: [Environment.Key: String] = [
        "VIPS_BLOCK_UNTRUSTED": "1",
        // One thread of decoding a picture: the others are for pages.
        "VIPS_CONCURRENCY": "1", "MALLOC_ARENA_MAX": "1",
        // Orc, which older libvips uses, writes machine code, and ends the program where that is refused.
        "ORC_CODE": "emulate",
        // Where there are no modules to load: none of those for PDF, ImageMagick and the like.
        "VIPSHOME": "/nonexistent",
    ]
}
