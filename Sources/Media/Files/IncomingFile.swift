import Foundation
import Synchronization

/// A file that is being written: an upload, or an image that is being made. It removes itself unless `MediaFolder.keep`
/// has moved it to its name.
public final class IncomingFile: Sendable {
    /// The file would have more bytes than its limit.
    public struct TooLarge: Error, Hashable {
        public init() {}
    }

    private struct State {
        var path: String
        var file: OpenFile?
        var length = 0
        var isPending = true
    }

    package let path: String
    private let limit: Int
    private let state: Mutex<State>

    /// Creates the file. Only this user can read it.
    package init(path: String, limit: Int = .max) throws {
        let file = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        self.path = path
        self.limit = limit
        state = Mutex(State(path: path, file: file))
    }

    deinit {
        discard()
    }

    /// The number of bytes appended.
    public var length: Int {
        state.withLock { $0.length }
    }

    /// Writes `bytes` at the end.
    ///
    /// - Throws: ``TooLarge``, with nothing written; `FileError`, with EBADF once the file is closed. After a `FileError`,
    ///   some of `bytes` may be written.
    public func append(_ bytes: some Collection<UInt8>) throws {
        try state.withLock { state in
            guard bytes.count <= limit - state.length else { throw TooLarge() }
            guard let file = state.file else {
                throw FileError(operation: "write", path: path, code: EBADF)
            }
            let isWritten: Void? = try bytes.withContiguousStorageIfAvailable {
                try file.append(UnsafeRawBufferPointer($0))
            }
            if isWritten == nil {
                try Array(bytes).withUnsafeBytes { try file.append($0) }
            }
            state.length += bytes.count
        }
    }

    /// Replaces the content of the file with `bytes`.
    ///
    /// - Throws: `FileError`, with EBADF once the file is closed. After a failure, some of `bytes` may be written.
    func replace(with bytes: Data) throws {
        try state.withLock { state in
            guard let file = state.file else {
                throw FileError(operation: "write", path: path, code: EBADF)
            }
            try file.truncate()
            try bytes.withUnsafeBytes { try file.append($0) }
            state.length = bytes.count
        }
    }

    /// Flushes the bytes to the disk and closes the file. Does nothing if it is closed.
    ///
    /// - Throws: `FileError`.
    public func close() throws {
        try state.withLock { try Self.close(&$0) }
    }

    /// Closes the file and removes it, unless it has been kept or discarded.
    ///
    /// Never fails: what cannot be removed now is left to `MediaFolder.removeIncoming`.
    public func discard() {
        state.withLock { state in
            state.file = nil
            guard state.isPending else { return }
            state.isPending = false
            try? unlinkIfPresent(state.path)
        }
    }

    /// Hands the open file to `body`, and keeps it open while `body` runs.
    ///
    /// - Throws: `FileError`, with EBADF once the file is closed.
    func withFile<Value>(_ body: (OpenFile) async throws -> Value) async throws -> Value {
        guard let file = state.withLock({ $0.file }) else {
            throw FileError(operation: "write", path: path, code: EBADF)
        }
        return try await body(file)
    }

    /// Moves the file to `destination`, where nothing may exist. The new name is durable once the folder has been flushed.
    package func keep(at destination: String) throws {
        try state.withLock { state in
            guard state.isPending else {
                throw FileError(operation: "rename", path: path, code: ENOENT)
            }
            try Self.close(&state)
            // rename(2) would silently replace another file.
            guard access(destination, F_OK) != 0 else {
                throw FileError(operation: "rename", path: destination, code: EEXIST)
            }
            try systemCall("rename", destination) { rename(path, destination) }
            state.path = destination
            state.isPending = false
        }
    }

    private static func close(_ state: inout State) throws {
        try state.file?.flush()
        state.file = nil
    }
}
