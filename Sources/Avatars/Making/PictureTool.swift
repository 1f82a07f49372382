import Foundation
import Subprocess
import SystemPackage

/// Makes pictures with `vipsthumbnail`, in a child process that holds nothing but the file it reads and the one it
/// writes.
///
/// Decoders are where hostile pictures strike. The child has no environment, descriptors or privileges to gain, and
/// limits that the kernel keeps; libvips is told to use none of its loaders that are not meant for untrusted files.
public struct PictureTool: Sendable {
    /// A program that pictures are made with is not installed.
    public struct Missing: Error, Hashable, CustomStringConvertible {
        public let program: String
        /// The Debian package that has it.
        public let package: String

        public var description: String { "\(program) is missing: install \(package)" }
    }

    private let prlimit: String
    private let setpriv: String
    private let nice: String
    private let vipsthumbnail: String

    /// Where programs are looked for: PATH, or where Debian has them.
    public static var defaultPath: String {
        ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    }

    /// Looks for the programs.
    ///
    /// - Parameter path: folders, with colons between.
    public init(searching path: String) throws(Missing) {
        prlimit = try Self.find("prlimit", of: "util-linux", in: path)
        setpriv = try Self.find("setpriv", of: "util-linux", in: path)
        nice = try Self.find("nice", of: "coreutils", in: path)
        vipsthumbnail = try Self.find("vipsthumbnail", of: "libvips-tools", in: path)
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
    private func spawn(
        _ arguments: [String], from input: OpenFile, to output: OpenFile, limits: PictureLimits
    ) async throws -> Outcome {
        var options = PlatformOptions()
        // Ctrl-C in a terminal is for the site, which lets what has begun come to its end.
        options.processGroupID = 0
        let status = try await Subprocess.run(
            .path(FilePath(prlimit)), arguments: Arguments(confinement(limits) + [vipsthumbnail] + arguments),
            environment: .custom(Self.environment), platformOptions: options,
            input: .fileDescriptor(FileDescriptor(rawValue: input.descriptor), closeAfterSpawningProcess: false),
            output: .fileDescriptor(FileDescriptor(rawValue: output.descriptor), closeAfterSpawningProcess: false),
            error: .discarded
        ).terminationStatus
        return switch status {
        case .exited(0): .done
        case .signaled(SIGXCPU), .signaled(SIGKILL): .exhausted
        default: .failed
        }
    }

    private func confinement(_ limits: PictureLimits) -> [String] {
        [
            "--as=\(limits.memory)", "--cpu=\(limits.processorSeconds)", "--fsize=\(limits.fileSize)",
            "--nproc=\(limits.processes)", "--core=0", "--nofile=64",
            setpriv, "--no-new-privs", "--", nice, "-n", "5", "--",
        ]
    }

    private static let environment: [Environment.Key: String] = [
        "VIPS_BLOCK_UNTRUSTED": "1",
        // One thread of decoding a picture: the others are for pages.
        "VIPS_CONCURRENCY": "1", "MALLOC_ARENA_MAX": "1",
        // Where there are no modules to load: none of those for PDF, ImageMagick and the like.
        "VIPSHOME": "/nonexistent",
    ]
}
