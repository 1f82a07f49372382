import Foundation

/// An open file descriptor, closed with the last reference.
package final class OpenFile: Sendable {
    package let path: String
    package let descriptor: Int32

    /// - Parameter flags: those of open(2); close-on-exec is added.
    /// - Throws: `FileError`.
    package init(_ path: String, flags: Int32, mode: mode_t = 0) throws {
        descriptor = try systemCall("open", path) { open(path, flags | O_CLOEXEC, mode) }
        self.path = path
    }

    deinit {
        close(descriptor)
    }

    /// Opens a regular file for reading. Symbolic links, folders, pipes and devices are errors.
    package static func reading(_ path: String) throws -> OpenFile {
        // Without O_NONBLOCK, opening a pipe would wait for a writer.
        let file = try OpenFile(path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        guard try file.status().st_mode & S_IFMT == S_IFREG else {
            throw FileError(operation: "open", path: path, code: EINVAL)
        }
        return file
    }

    /// Makes the names in a folder durable.
    package static func flushFolder(_ path: String) throws {
        try OpenFile(path, flags: O_RDONLY | O_DIRECTORY).flush()
    }

    package func status() throws -> stat {
        var status = stat()
        try systemCall("fstat", path) { fstat(descriptor, &status) }
        return status
    }

    /// Goes back to the first byte. A child process would otherwise read on from where the previous one stopped.
    func rewind() throws {
        try systemCall("lseek", path) { lseek(descriptor, 0, SEEK_SET) }
    }

    /// Empties the file.
    func truncate() throws {
        try systemCall("ftruncate", path) { ftruncate(descriptor, 0) }
        try rewind()
    }

    package func flush() throws {
        try systemCall("fsync", path) { fsync(descriptor) }
    }

    /// Fills `buffer` from byte `offset`.
    ///
    /// - Returns: the number of bytes read, fewer than asked for only at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = try systemCall("read", path) {
                pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The whole file.
    package func readAll() throws -> Data {
        var data = Data(count: Int(try status().st_size))
        let count = try data.withUnsafeMutableBytes { try read(into: $0, at: 0) }
        return data.prefix(count)
    }

    package func append(_ buffer: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < buffer.count {
            let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
            written += try systemCall("write", path) { write(descriptor, rest.baseAddress, rest.count) }
        }
    }
}
