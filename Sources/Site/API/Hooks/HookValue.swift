/// An object in what another service posts, and where it is, for what is said about it.
struct HookValue {
    private let members: [String: JSONValue]
    /// Empty for the outermost one.
    private let path: String

    init(_ members: [String: JSONValue]) {
        (self.members, path) = (members, "")
    }

    private init(_ value: JSONValue, at path: String) throws(InvalidInput) {
        guard case .object(let members) = value else { throw Self.problem(at: path, Text("This must be an object.")) }
        (self.members, self.path) = (members, path)
    }

    /// Nil where there is none.
    func text(_ name: String) throws(InvalidInput) -> String? {
        switch members[name] {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw Self.problem(at: path(of: name), Text("This must be a text."))
        }
    }

    func required(_ name: String) throws(InvalidInput) -> String {
        guard let text = try text(name) else { throw Self.problem(at: path(of: name), Text("This field is missing.")) }
        return text
    }

    /// Nil where there is none.
    func object(_ name: String) throws(InvalidInput) -> HookValue? {
        switch members[name] {
        case nil, .null: return nil
        case .some(let value): return try HookValue(value, at: path(of: name))
        }
    }

    /// Empty where there is none.
    func objects(_ name: String, atMost limit: Int) throws(InvalidInput) -> [HookValue] {
        switch members[name] {
        case nil, .null: return []
        case .array(let values):
            guard values.count <= limit else {
                throw Self.problem(at: path(of: name), Text("This list has at most \(limit) entries."))
            }
            var objects: [HookValue] = []
            for (index, value) in values.enumerated() {
                objects.append(try HookValue(value, at: "\(path(of: name))[\(index)]"))
            }
            return objects
        default: throw Self.problem(at: path(of: name), Text("This must be a list."))
        }
    }

    private func path(of name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    private static func problem(at path: String, _ text: Text) -> InvalidInput {
        InvalidInput([InvalidInput.Problem(field: path, text: text)])
    }
}
