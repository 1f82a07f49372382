import Conversation
import Foundation
import HTTP
import Media

/// A `multipart/form-data` body: its fields, and its files, which were written to disk as they arrived.
struct MultipartForm: Sendable {
    /// What a body may have.
    struct Limits: Sendable {
        var fileField: String
        var files = 1
        var fileBytes: Int
        /// Sets space aside for all files together, when the first of them begins; nil where only their own limits count.
        var reserve: (@Sendable () async throws -> UploadReservation)?
        /// All fields together, in bytes.
        var fieldBytes = Route.formLimit
        /// Fields that may come more than once.
        var lists: Set<String> = []
        /// Whether the body is read to its end when a file is too large, for the sake of the fields after it.
        var readsOn = false

        fileprivate var parser: MultipartParser.Limits {
            var limits = MultipartParser.Limits()
            limits.parts = max(limits.parts, 4 * files)
            limits.filenameBytes = 1024
            return limits
        }
    }

    struct File: Sendable {
        /// As it was sent.
        let name: String
        /// Nil for a file that was too large.
        let content: IncomingFile?
    }

    fileprivate(set) var fields: [String: String] = [:]
    /// All values of the fields that may come more than once.
    fileprivate(set) var lists: [String: [String]] = [:]
    fileprivate(set) var files: [File] = []
    /// The names of fields with a file that are not the one for files.
    fileprivate(set) var strayFiles: Set<String> = []
    /// Whether there were more files than there may be; those are not in ``files``.
    fileprivate(set) var hasMoreFiles = false
    /// What was set aside for the files.
    fileprivate(set) var reservation: UploadReservation?
    /// Why no file was kept: what ``Limits/reserve`` threw.
    fileprivate(set) var refusal: (any Error)?
    /// How many bytes the files had when they were more than there was space for; nil when they never were.
    fileprivate(set) var excess: Int?

    /// The value of a field, not much longer than it may be, or nil where the form does not have it.
    subscript(field: TextField) -> String? {
        field.value(among: fields)
    }

    /// Removes the files.
    func discard(from media: MediaStore) async {
        for file in files { await media.discard(file.content) }
    }

    /// Reads the body of a request. The files are gone if it throws.
    ///
    /// - Throws: `HTTPError`, `IncomingFile.TooLarge` unless the limits say to read on, the errors of `media`.
    static func read(_ request: Request, limits: Limits, to media: MediaStore) async throws -> MultipartForm {
        guard let boundary = MultipartBoundary(contentType: request.headers[.contentType] ?? "") else {
            throw HTTPError.unsupportedForm
        }
        var reader = MultipartFormReader(limits: limits, media: media)
        var parser = MultipartParser(boundary: boundary, limits: limits.parser)
        do {
            while let chunk = try await request.body.next() {
                for event in try parser.consume(chunk) { try await reader.handle(event) }
            }
            try parser.finish()
            return reader.form
        } catch {
            await reader.discard()
            throw error is MalformedForm ? HTTPError.malformed : error
        }
    }
}

/// Puts the parts of a body where they belong.
private struct MultipartFormReader {
    private enum Part {
        case none
        case field(name: String, value: Data)
        case file(name: String, IncomingFile)
        /// A file that was too large.
        case largeFile(name: String)
        /// A part whose bytes do not matter.
        case ignored
    }

    private let limits: MultipartForm.Limits
    private let media: MediaStore
    private var part = Part.none
    private var fieldBytes = 0
    /// Of files that are on the disk, and of the one that is being written.
    private var keptBytes = 0
    private var partBytes = 0
    /// How many bytes the files may have; nil until the first.
    private var allowance: Int?
    private(set) var form = MultipartForm()

    init(limits: MultipartForm.Limits, media: MediaStore) {
        (self.limits, self.media) = (limits, media)
    }

    /// Now, rather than with the last reference to each file.
    func discard() async {
        if case .file(_, let file) = part { await media.discard(file) }
        await form.discard(from: media)
    }

    mutating func handle(_ event: MultipartParser.Event) async throws {
        switch event {
        case .partBegan(let header): part = try await begin(header)
        case .partData(let data): try await append(data)
        case .partEnded:
            try end()
            part = .none
        }
    }

    private mutating func begin(_ header: PartHeader) async throws -> Part {
        guard let name = header.filename else { return .field(name: header.name, value: Data()) }
        // Browsers send a file without a name where none was chosen.
        guard header.name == limits.fileField, !name.isEmpty else {
            if !name.isEmpty { form.strayFiles.insert(header.name) }
            return .ignored
        }
        guard form.files.count < limits.files else {
            form.hasMoreFiles = true
            return .ignored
        }
        partBytes = 0
        guard try await allowance() > 0 else { return .largeFile(name: name) }
        return .file(name: name, try await media.newIncomingFile(limit: limits.fileBytes))
    }

    /// Zero where none may be kept, of which the form says why.
    private mutating func allowance() async throws -> Int {
        if let allowance { return allowance }
        var found = limits.reserve == nil ? Int.max : 0
        do {
            form.reservation = try await limits.reserve?()
            if let reservation = form.reservation { found = reservation.bytes }
        } catch {
            guard limits.readsOn else { throw error }
            form.refusal = error
        }
        allowance = found
        return found
    }

    private mutating func append(_ data: Data) async throws {
        switch part {
        case .field(let name, var value):
            fieldBytes += data.count
            guard fieldBytes <= limits.fieldBytes else { throw HTTPError.tooLarge(limit: limits.fieldBytes) }
            value += data
            part = .field(name: name, value: value)
        case .file(let name, let file):
            (partBytes, keptBytes) = (partBytes + data.count, keptBytes + data.count)
            do {
                if partBytes <= limits.fileBytes, keptBytes > allowance ?? 0 {
                    form.excess = keptBytes
                    throw IncomingFile.TooLarge()
                }
                try await media.append(data, to: file)
            } catch is IncomingFile.TooLarge where limits.readsOn {
                await media.discard(file)
                // A file that is too large by itself leaves its room to the others.
                if form.excess == nil { keptBytes -= partBytes }
                part = .largeFile(name: name)
            }
        case .none, .largeFile, .ignored: break
        }
    }

    private mutating func end() throws {
        switch part {
        case .field(let name, let value):
            guard let text = String(validating: value, as: UTF8.self) else { throw MalformedForm.invalidText }
            guard !value.contains(0) else { throw MalformedForm.nulCharacter }
            if limits.lists.contains(name) {
                form.lists[name, default: []].append(text)
            } else if form.fields.updateValue(text, forKey: name) != nil {
                throw MalformedForm.duplicateField(name)
            }
        case .file(let name, let file): form.files.append(MultipartForm.File(name: name, content: file))
        case .largeFile(let name): form.files.append(MultipartForm.File(name: name, content: nil))
        case .none, .ignored: break
        }
    }
}
