/// What a message of the WebSocket consists of. Unlike a ``Resource``, a message leaves out what is not there.
indirect enum SocketSchema: Sendable {
    case value(Schema)
    /// Always this text.
    case constant(String)
    case object([SocketField])
    case list(SocketSchema)
    /// An object with names of any kind.
    case map(Schema)

    static let text = SocketSchema.value(.text())
    static let integer = SocketSchema.value(.integer)
    static let time = SocketSchema.value(.text(format: "date-time"))
}

/// A member of an object.
struct SocketField: Sendable {
    let name: String
    let schema: SocketSchema
    var isRequired = true

    init(_ name: String, _ schema: SocketSchema) {
        (self.name, self.schema) = (name, schema)
    }

    var optional: SocketField {
        var field = self
        field.isRequired = false
        return field
    }
}

extension SocketSchema {
    /// The schema as a JSON object (JSON Schema draft 7, which AsyncAPI builds on).
    func write(_ json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .value(let schema): schema.writeMembers(&json)
            case .constant(let text):
                json.member("type", "string")
                json.member("const", text)
            case .list(let element):
                json.member("type", "array")
                json.name("items")
                element.write(&json)
            case .map(let schema):
                json.member("type", "object")
                json.member("additionalProperties", schema)
            case .object(let fields): Self.write(fields, &json)
            }
        }
    }

    private static func write(_ fields: [SocketField], _ json: inout JSONWriter) {
        json.member("type", "object")
        json.name("properties")
        json.object { json in
            for field in fields {
                json.name(field.name)
                field.schema.write(&json)
            }
        }
        json.name("required")
        json.array { json in for field in fields where field.isRequired { json.string(field.name) } }
        json.member("additionalProperties", false)
    }
}
