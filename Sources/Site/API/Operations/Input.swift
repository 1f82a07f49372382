import Foundation
import HTTP

/// A member of the JSON object that an operation takes.
struct InputField: Sendable {
    enum Kind: Sendable {
        /// At most so many bytes, checked here, and so many characters, checked by the service.
        case text(limit: Int, characters: ClosedRange<Int>? = nil)
        case word(among: [String])
        case integer(ClosedRange<Int64>)
        case flag
        /// A list of so many texts at most.
        case texts(limit: Int, count: Int)
    }

    let name: String
    let kind: Kind
    var isRequired = true
    /// Whether it may be null, which takes away what is there.
    var takesNull = false
    /// Stands in the description, as JSON.
    var example: JSONValue

    /// - Parameter characters: what the service takes. It is described here, and checked there.
    static func text(_ field: TextField, of characters: ClosedRange<Int>? = nil, _ example: String) -> InputField {
        InputField(
            name: field.rawValue, kind: .text(limit: field.limit, characters: characters), example: .string(example))
    }

    static func word<Word: RawRepresentable<String>>(
        _ field: TextField, among words: [Word], _ example: Word
    ) -> InputField {
        InputField(
            name: field.rawValue, kind: .word(among: words.map(\.rawValue)), example: .string(example.rawValue))
    }

    static func integer(
        _ field: TextField, in range: ClosedRange<Int64> = 0...(.max), _ example: Int64
    ) -> InputField {
        InputField(name: field.rawValue, kind: .integer(range), example: .integer(example))
    }

    static func flag(_ field: TextField, _ example: Bool) -> InputField {
        InputField(name: field.rawValue, kind: .flag, example: .bool(example))
    }

    static func texts(_ field: TextField, count: Int, _ example: [String]) -> InputField {
        InputField(
            name: field.rawValue, kind: .texts(limit: field.limit, count: count),
            example: .array(example.map(JSONValue.string)))
    }

    var optional: InputField {
        var field = self
        field.isRequired = false
        return field
    }

    /// Optional, and null takes it away.
    var clearable: InputField {
        var field = optional
        field.takesNull = true
        return field
    }
}

/// A JSON object that an operation takes: it has the members that the operation names, of the right types, and no others.
struct Input: Sendable {
    private let values: [String: JSONValue]

    /// - Throws: ``InvalidInput`` with everything that is wrong.
    init(_ members: [String: JSONValue], _ fields: [InputField]) throws(InvalidInput) {
        var problems: [InvalidInput.Problem] = []
        for field in fields {
            if let problem = field.problem(of: members[field.name]) {
                problems.append(InvalidInput.Problem(field: field.name, text: problem))
            }
        }
        let known = Set(fields.map(\.name))
        for name in members.keys.sorted() where !known.contains(name) && problems.count < InvalidInput.limit {
            problems.append(InvalidInput.Problem(field: name, text: Text("There is no such field here.")))
        }
        guard problems.isEmpty else { throw InvalidInput(problems) }
        values = members
    }

    /// Whether the field is there, null or not.
    func has(_ field: TextField) -> Bool { values[field.rawValue] != nil }

    /// A text that is too long is cut one byte after the limit, as ``TextField`` has it.
    func text(_ field: TextField) -> String? {
        guard case .string(let text) = values[field.rawValue] else { return nil }
        return field.value(among: [field.rawValue: text])
    }

    func integer(_ field: TextField) -> Int64? {
        guard case .integer(let number) = values[field.rawValue] else { return nil }
        return number
    }

    func flag(_ field: TextField) -> Bool? {
        guard case .bool(let value) = values[field.rawValue] else { return nil }
        return value
    }

    /// One of the words that the operation takes; nil where the field is not there.
    func word<Word: RawRepresentable<String>>(_ field: TextField, as _: Word.Type = Word.self) -> Word? {
        text(field).flatMap(Word.init)
    }

    func texts(_ field: TextField) -> [String]? {
        guard case .array(let values) = values[field.rawValue] else { return nil }
        return values.compactMap {
            guard case .string(let text) = $0 else { return nil }
            return field.value(among: [field.rawValue: text])
        }
    }
}

extension InputField {
    fileprivate func problem(of value: JSONValue?) -> Text? {
        switch (value, kind) {
        case (nil, _): isRequired ? Text("This field is missing.") : nil
        case (.null, _) where takesNull: nil
        case (.string, .text), (.bool, .flag): nil
        case (.string(let text), .word(let words)):
            words.contains { $0.utf8.elementsEqual(text.utf8) } ? nil : .notAmong(words)
        case (.integer(let number), .integer(let range)):
            range.contains(number) ? nil : Text("This must be a whole number of the right size.")
        case (.array(let values), .texts(_, let count)) where values.allSatisfy(\.isText):
            values.count <= count ? nil : Text("This list has at most \(count) entries.")
        case (_, .text), (_, .word): Text("This must be a text.")
        case (_, .integer): Text("This must be a whole number.")
        case (_, .flag): Text("This must be true or false.")
        case (_, .texts): Text("This must be a list of texts.")
        }
    }
}

extension Text {
    static func notAmong(_ words: [String]) -> Text {
        Text("This must be one of: \(words.joined(separator: ", "))")
    }
}

extension JSONValue {
    fileprivate var isText: Bool {
        if case .string = self { true } else { false }
    }
}

extension Request {
    /// The JSON object in the body, checked against what the route's operation takes. Where the operation takes nothing
    /// that it needs, the body may be empty.
    ///
    /// - Throws: ``APIError``, ``MalformedJSON``, ``InvalidInput``, `HTTPError.tooLarge`.
    func input() async throws -> Input {
        guard case .found(let route, _) = match, let fields = route.operation?.input else { throw HTTPError.notFound }
        let data = try await body.readAll(atMost: min(route.bodyLimit, Route.formLimit))
        if data.isEmpty, !fields.contains(where: \.isRequired) { return try Input([:], fields) }
        guard hasJSON else { throw APIError.unsupportedType }
        guard case .object(let members) = try JSONParser.parse(data) else { throw APIError.noObject }
        return try Input(members, fields)
    }

    /// What the fields of a form say, checked as if they came as JSON. A file where none belongs is a field too many.
    ///
    /// - Parameter defaults: of fields that a form need not have.
    /// - Throws: ``InvalidInput``.
    func input(in form: MultipartForm, defaults: [TextField: String]) throws -> Input {
        guard case .found(let route, _) = match, let fields = route.operation?.input else { throw HTTPError.notFound }
        var members = form.fields.mapValues(JSONValue.string)
        for (field, text) in defaults where members[field.rawValue] == nil { members[field.rawValue] = .string(text) }
        for field in fields {
            if case .integer = field.kind, let number = form.fields[field.name].flatMap({ Int64($0) }) {
                members[field.name] = .integer(number)
            }
        }
        for name in form.strayFiles { members[name] = .null }
        return try Input(members, fields)
    }

    /// `application/json`, with or without a charset, which has no meaning there (RFC 8259, 11).
    var hasJSON: Bool {
        guard let type = headers[.contentType]?.utf8.prefix(while: { $0 != UInt8(ascii: ";") }) else { return false }
        return Substring(type).trimmingBlanks.lowercased() == "application/json"
    }
}
