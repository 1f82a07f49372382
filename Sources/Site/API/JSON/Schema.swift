/// The type of a value in JSON, as far as the description needs it (JSON Schema 2020-12).
indirect enum Schema: Sendable {
    case text(format: String? = nil, limit: Int? = nil, least: Int? = nil, pattern: String? = nil)
    case word(among: [String])
    case integer
    /// A whole number in a range.
    case number(ClosedRange<Int64>)
    case flag
    case resource(ResourceSchema)
    case list(Schema)
    /// Or null.
    case optional(Schema)
}

/// A resource without its type, for the description.
struct ResourceSchema: Sendable {
    let name: String
    /// All are written, some as null.
    let properties: @Sendable () -> [(name: String, schema: Schema)]
    let writeExample: @Sendable (inout JSONWriter) -> Void

    init<Subject: Resource>(_ type: Subject.Type) {
        name = type.name
        properties = { Subject.properties.map { ($0.name, $0.schema) } }
        writeExample = { Subject.example.write(&$0) }
    }
}
