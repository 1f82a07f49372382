import Foundation

/// What an object of the API consists of, for responses and for their description.
protocol Resource: Sendable {
    /// Its name in the description (OpenAPI).
    static var name: String { get }
    static var properties: [Property<Self>] { get }
    /// Stands in the description.
    static var example: Self { get }
}

extension Resource {
    static var name: String { String(String(describing: Self.self).dropLast("Resource".count)) }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            // Called in place: to copy a property takes longer than to write most values.
            Self.properties.withUnsafeBufferPointer { properties in
                for index in properties.indices {
                    json.name(written: properties[index].key)
                    properties[index].write(self, &json)
                }
            }
        }
    }
}

/// A member of an object.
struct Property<Subject>: Sendable {
    let name: String
    let schema: Schema
    /// The name as it stands before the value.
    fileprivate let key: [UInt8]
    fileprivate let write: @Sendable (Subject, inout JSONWriter) -> Void

    private init(name: String, schema: Schema, write: @escaping @Sendable (Subject, inout JSONWriter) -> Void) {
        (self.name, self.schema, self.write) = (name, schema, write)
        key = JSONWriter.key(name)
    }

    static func text(_ name: String, _ get: @escaping @Sendable (Subject) -> String) -> Property {
        Property(name: name, schema: .text()) { $1.string(get($0)) }
    }

    static func text(_ name: String, _ get: @escaping @Sendable (Subject) -> String?) -> Property {
        Property(name: name, schema: .optional(.text())) { $1.optional(get($0)) { $1.string($0) } }
    }

    /// One of some words.
    static func word(
        _ name: String, among words: [String], _ get: @escaping @Sendable (Subject) -> String
    ) -> Property {
        Property(name: name, schema: .word(among: words)) { $1.string(get($0)) }
    }

    static func word(
        _ name: String, among words: [String], _ get: @escaping @Sendable (Subject) -> String?
    ) -> Property {
        Property(name: name, schema: .optional(.word(among: words))) { $1.optional(get($0)) { $1.string($0) } }
    }

    static func address(_ name: String, _ get: @escaping @Sendable (Subject) -> String) -> Property {
        Property(name: name, schema: .text(format: "uri")) { $1.string(get($0)) }
    }

    static func address(_ name: String, _ get: @escaping @Sendable (Subject) -> String?) -> Property {
        Property(name: name, schema: .optional(.text(format: "uri"))) { $1.optional(get($0)) { $1.string($0) } }
    }

    /// A list of texts, or null.
    static func texts(_ name: String, _ get: @escaping @Sendable (Subject) -> [String]?) -> Property {
        Property(name: name, schema: .optional(.list(.text()))) { subject, json in
            json.optional(get(subject)) { texts, json in
                json.array { json in for text in texts { json.string(text) } }
            }
        }
    }

    static func integer(_ name: String, _ get: @escaping @Sendable (Subject) -> Int64) -> Property {
        Property(name: name, schema: .integer) { $1.integer(get($0)) }
    }

    static func integer(_ name: String, _ get: @escaping @Sendable (Subject) -> Int64?) -> Property {
        Property(name: name, schema: .optional(.integer)) { $1.optional(get($0)) { $1.integer($0) } }
    }

    static func flag(_ name: String, _ get: @escaping @Sendable (Subject) -> Bool) -> Property {
        Property(name: name, schema: .flag) { $1.bool(get($0)) }
    }

    /// In UTC, to the second (RFC 3339).
    static func time(_ name: String, _ get: @escaping @Sendable (Subject) -> Date) -> Property {
        Property(name: name, schema: .text(format: "date-time")) { $1.string(Timestamp(get($0)).iso) }
    }

    static func time(_ name: String, _ get: @escaping @Sendable (Subject) -> Date?) -> Property {
        Property(name: name, schema: .optional(.text(format: "date-time"))) {
            $1.optional(get($0)) { $1.string(Timestamp($0).iso) }
        }
    }

    static func one<Part: Resource>(_ name: String, _ get: @escaping @Sendable (Subject) -> Part) -> Property {
        Property(name: name, schema: .resource(ResourceSchema(Part.self))) { get($0).write(&$1) }
    }

    static func one<Part: Resource>(_ name: String, _ get: @escaping @Sendable (Subject) -> Part?) -> Property {
        Property(name: name, schema: .optional(.resource(ResourceSchema(Part.self)))) {
            $1.optional(get($0)) { $0.write(&$1) }
        }
    }

    static func list<Part: Resource>(_ name: String, _ get: @escaping @Sendable (Subject) -> [Part]) -> Property {
        Property(name: name, schema: .list(.resource(ResourceSchema(Part.self)))) { subject, json in
            json.array { json in for part in get(subject) { part.write(&json) } }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func optional<Value>(_ value: Value?, _ write: (Value, inout JSONWriter) -> Void) {
        if let value { write(value, &self) } else { null() }
    }
}
