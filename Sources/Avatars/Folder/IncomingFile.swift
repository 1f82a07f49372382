import Foundation
import Synchronization

/// A file on its way in: an upload, or a picture that is being made. It removes itself unless `AvatarFolder.keep` has taken it.
///
/// May be shared among threads: all that changes is behind a lock.
public final class IncomingFile: Sendable {
    private struct State {
        var path: String
        var file: OpenFile?
        var length = 0
        var isPending = true
    }

    package let path: String
    private let state: Mutex<State>

    /// Creates the file, readable by this user alone.
    package init(path: String) throws {
        let file = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        self.path = path
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
    /// - Throws: `FileError`, with EBADF once the file is closed. After a failure, some of `bytes` may be written.
    public func append(_ bytes: some Collection<UInt8>) throws {
        try state.withLock { state in
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

    /// Writes `bytes` in the place of all that is in the file.
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

    /// Flushes the bytes to the disk and ends the writing. Does nothing when the file is closed.
    ///
    /// - Throws: `FileError`.
    public func close() throws {
        try state.withLock { try Self.close(&$0) }
    }

    /// Ends the writing and removes the file, if it is neither kept nor discarded yet.
    ///
    /// Never fails: what cannot be removed now is left to `AvatarFolder.removeOrphans`.
    public func discard() {
        state.withLock { state in
            state.file = nil
            guard state.isPending else { return }
            state.isPending = false
            try? unlinkIfPresent(state.path)
        }
    }

    /// Hands the open file to `body`; it stays open for as long as that runs.
    ///
    /// - Throws: `FileError`, with EBADF once the file is closed.
    func withFile<Value>(_ body: (OpenFile) async throws -> Value) async throws -> Value {
        guard let file = state.withLock({ $0.file }) else {
            throw FileError(operation: "write", path: path, code: EBADF)
        }
        return try await body(file)
    }

    /// Moves the file to `destination`, where nothing may be yet. Its new name is durable when the folder has been
    /// flushed.
    package func keep(at destination: String) throws {
        try state.withLock { state in
            guard state.isPending else {
                throw FileError(operation: "rename", path: path, code: ENOENT)
            }
            try Self.close(&state)
            // rename(2) would replace another picture without a word.
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
