import HTTP

extension JSONWriter {
    mutating func member(_ name: String, _ text: String, of type: String) {
        member("type", type)
        member(name, text)
    }

    mutating func parameter(
        _ name: String, in place: String, isRequired: Bool, _ schema: Schema, _ summary: String? = nil
    ) {
        object { json in
            json.member("name", name)
            json.member("in", place)
            json.member("required", isRequired)
            if let summary { json.member("description", summary) }
            json.member("schema", schema)
        }
    }

    mutating func response(
        limit: OperationLimit?, _ status: Status, _ write: (inout JSONWriter) -> Void
    ) {
        name(String(status.code))
        object { json in
            json.member("description", status.phrase)
            if let limit { json.headers(of: limit) }
            write(&json)
        }
    }

    private mutating func headers(of limit: OperationLimit) {
        name("headers")
        object { json in
            for (name, value) in [("RateLimit-Policy", "q=10;w=10"), ("RateLimit", "r=9;t=1")] {
                json.name(name)
                json.object { json in
                    json.member("schema", Schema.text())
                    json.member("example", "\"\(limit.rawValue)\";\(value)")
                }
            }
        }
    }

    mutating func content(_ resource: ResourceSchema) {
        content { $0.object(with: [("data", .resource(resource))]) }
    }

    mutating func page(of resource: ResourceSchema, _ cursors: [(name: String, schema: Schema)]) {
        content { json in
            json.member("type", "object")
            json.name("properties")
            json.object { json in
                json.member("data", .list(.resource(resource)))
                json.name("page")
                json.object { $0.object(with: cursors) }
            }
            json.name("required")
            json.array { json in
                json.string("data")
                json.string("page")
            }
        }
    }

    mutating func problem() {
        content(type: "application/problem+json") { $0.member("$ref", "#/components/schemas/Problem") }
    }

    private mutating func content(type: String = "application/json", _ schema: (inout JSONWriter) -> Void) {
        name("content")
        object { json in
            json.name(type)
            json.object { json in
                json.name("schema")
                json.object(schema)
            }
        }
    }

    /// A value that was given as such.
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let number): integer(number)
        // No example has a fraction.
        case .decimal(let number): integer(Int64(number))
        case .string(let text): string(text)
        case .array(let values): array { json in for value in values { json.value(value) } }
        case .object(let members):
            object { json in
                for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                    json.name(name)
                    json.value(value)
                }
            }
        }
    }
}
