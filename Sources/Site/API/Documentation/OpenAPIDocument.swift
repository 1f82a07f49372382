import Foundation
import HTTP

/// The API as OpenAPI 3.1 describes it, made of the table of routes.
struct OpenAPIDocument {
    private let operations: [DescribedOperation]
    private let origin: String

    init(_ operations: [DescribedOperation], origin: String) {
        (self.operations, self.origin) = (operations, origin)
    }

    var data: Data {
        var json = JSONWriter(capacity: 128 * 1024)
        json.object { json in
            json.member("openapi", "3.1.0")
            json.name("info")
            json.object(writeInfo)
            json.name("servers")
            json.array { json in json.object { $0.member("url", origin) } }
            json.name("tags")
            json.array { json in
                for tag in APIOperation.Tag.allCases { json.object { $0.member("name", tag.rawValue) } }
            }
            json.name("paths")
            json.object(writePaths)
            json.name("components")
            json.object(writeComponents)
        }
        return json.data
    }

    private func writeInfo(_ json: inout JSONWriter) {
        json.member("title", "Roost")
        json.member("version", "1")
        json.member(
            "description",
            """
            Sign in at auth/signin and send the access token as `Authorization: Bearer`. Responses have what was asked \
            for under `data`, errors are problem details (RFC 9457).
            """)
    }

    private func writePaths(_ json: inout JSONWriter) {
        let paths = Dictionary(grouping: operations, by: \.path).sorted { $0.key < $1.key }
        for (path, operations) in paths {
            json.name(path)
            json.object { json in
                for operation in operations {
                    json.name(operation.method.rawValue.lowercased())
                    json.object { operation.write(&$0) }
                }
            }
        }
    }

    private func writeComponents(_ json: inout JSONWriter) {
        json.securitySchemes()
        json.name("schemas")
        json.object { json in
            for schema in resources { json.member(schema) }
            json.name("Problem")
            json.object(Self.writeProblem)
        }
    }

    /// All that are written in any response, by name.
    private var resources: [ResourceSchema] {
        var found: [String: ResourceSchema] = [:]
        func add(_ schema: Schema) {
            switch schema {
            case .resource(let resource):
                guard found.updateValue(resource, forKey: resource.name) == nil else { return }
                for property in resource.properties() { add(property.schema) }
            case .list(let element), .optional(let element): add(element)
            case .text, .word, .integer, .number, .flag: break
            }
        }
        for operation in operations {
            for resource in operation.operation.output.resources { add(.resource(resource)) }
        }
        return found.values.sorted { $0.name < $1.name }
    }

    private static func writeProblem(_ json: inout JSONWriter) {
        let texts = [("type", "uri-reference"), ("title", nil), ("detail", nil), ("code", nil), ("request_id", nil)]
        json.member("type", "object")
        json.name("properties")
        json.object { json in
            for (name, format) in texts { json.member(name, Schema.text(format: format)) }
            json.member("status", Schema.integer)
            json.name("errors")
            json.object { json in
                json.member("type", "array")
                json.name("items")
                json.object { json in
                    json.object(with: [("field", .text()), ("detail", .text())])
                }
            }
        }
        json.name("required")
        json.array { json in for name in texts.map(\.0) + ["status"] { json.string(name) } }
    }
}

extension APIOperation.Output {
    var resources: [ResourceSchema] {
        switch self {
        case .one(let resource, _), .page(let resource), .numbered(let resource, _): [resource]
        case .either(let one, _, let other, _): [one, other]
        case .nothing, .file, .events, .upgrade: []
        }
    }
}

extension JSONWriter {
    /// A resource among the components.
    fileprivate mutating func member(_ resource: ResourceSchema) {
        name(resource.name)
        object { json in
            json.object(with: resource.properties())
            json.member("additionalProperties", false)
            json.name("examples")
            json.array { resource.writeExample(&$0) }
        }
    }

    /// The members of the schema of an object that has all of these.
    mutating func object(with properties: [(name: String, schema: Schema)]) {
        member("type", "object")
        name("properties")
        object { json in for property in properties { json.member(property.name, property.schema) } }
        name("required")
        array { json in for property in properties { json.string(property.name) } }
    }

    mutating func member(_ name: String, _ schema: Schema) {
        self.name(name)
        object { schema.write(&$0, isOptional: false) }
    }
}

extension JSONWriter {
    /// How programs sign in, as OpenAPI and AsyncAPI both have it.
    mutating func securitySchemes() {
        name("securitySchemes")
        object { json in
            json.name("bearer")
            json.object { json in
                json.member("type", "http")
                json.member("scheme", "bearer")
                json.member("bearerFormat", "JWT")
            }
        }
    }
}

extension Schema {
    /// The members of the schema as an object.
    func writeMembers(_ json: inout JSONWriter) {
        write(&json, isOptional: false)
    }

    fileprivate func write(_ json: inout JSONWriter, isOptional: Bool) {
        switch self {
        case .text(let format, let limit, let least, let pattern):
            json.type("string", isOptional)
            if let format { json.member("format", format) }
            if let limit { json.member("maxLength", limit) }
            if let least { json.member("minLength", least) }
            if let pattern { json.member("pattern", pattern) }
        case .word(let words):
            json.type("string", isOptional)
            json.name("enum")
            json.array { json in
                for word in words { json.string(word) }
                if isOptional { json.null() }
            }
        case .integer: json.type("integer", isOptional)
        case .number(let range):
            json.type("integer", isOptional)
            json.member("minimum", range.lowerBound)
            json.member("maximum", range.upperBound)
        case .flag: json.type("boolean", isOptional)
        case .list(let element):
            json.type("array", isOptional)
            json.name("items")
            json.object { element.write(&$0, isOptional: false) }
        case .optional(let schema): schema.write(&json, isOptional: true)
        case .resource(let resource):
            let reference = "#/components/schemas/\(resource.name)"
            guard isOptional else { return json.member("$ref", reference) }
            json.name("anyOf")
            json.array { json in
                json.object { $0.member("$ref", reference) }
                json.object { $0.member("type", "null") }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func type(_ type: String, _ isOptional: Bool) {
        guard isOptional else { return member("type", type) }
        name("type")
        array { json in
            json.string(type)
            json.string("null")
        }
    }
}
