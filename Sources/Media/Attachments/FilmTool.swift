/// Takes a still from a film with `ffmpeg`, in a sandbox.
public struct FilmTool: Sendable {
    private let program: SandboxedProgram

    /// - Parameters:
    ///   - path: folders, separated by colons.
    ///   - launcher: the roost binary, which turns into the program (``Sandbox``).
    public init(searching path: String, launcher: String = Sandbox.ownProgram) throws(ProgramMissing) {
        program = try SandboxedProgram(
            "ffmpeg", of: "ffmpeg", searching: path, launcher: launcher, environment: ["MALLOC_ARENA_MAX": "1"])
    }

    /// Writes a still in PNG to `file`: the most typical of the first 24 frames, as many films begin in black.
    ///
    /// - Parameter side: neither side is longer than this.
    /// - Returns: whether one could be made.
    func makeStill(
        of film: OpenFile, fitting side: Int, to file: IncomingFile, limits: ImageLimits,
        until deadline: ContinuousClock.Instant
    ) async throws -> Bool {
        let scale = "scale=w='min(iw,\(side))':h='min(ih,\(side))':force_original_aspect_ratio=decrease"
        let outcome = try await file.withFile { output in
            try await program.run(
                [
                    "-v", "error", "-nostdin", "-protocol_whitelist", "file,pipe", "-threads", "1",
                    // Opened anew, as films are read to and fro.
                    "-i", "file:/dev/stdin", "-map", "0:v:0", "-an", "-sn", "-dn", "-filter_threads", "1",
                    "-vf", "\(scale),thumbnail=24", "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1",
                ], from: film, to: output, limits: limits, until: deadline)
        }
        return outcome == .done
    }
}
