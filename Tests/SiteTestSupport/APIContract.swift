import Foundation
import Synchronization
import Testing

@testable import Site

/// What the site's own description says of its API, to hold responses against.
struct APIContract: Sendable {
    let document: JSONValue

    private static let known = Mutex<[String: APIContract]>([:])

    /// Descriptions of the same address are the same.
    static func of(_ site: TestSite) async throws -> APIContract {
        try await read("/api/v1/openapi.json", of: site)
    }

    /// What the description says of the messages of the WebSocket.
    static func socket(of site: TestSite) async throws -> APIContract {
        try await read("/api/v1/asyncapi.json", of: site)
    }

    private static func read(_ path: String, of site: TestSite) async throws -> APIContract {
        let origin = site.options.publicURL + path
        if let contract = known.withLock({ $0[origin] }) { return contract }
        let reply = try await site.request("GET", path)
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(reply.body))
        let contract = APIContract(document: document)
        known.withLock { $0[origin] = contract }
        return contract
    }

    /// Where a message of the WebSocket is not what the description says of its type.
    func mistakes(inMessage bytes: [UInt8]) throws -> [String] {
        let message = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        guard let type = message["type"]?.text,
            let schema = document["components"]?["messages"]?["server-\(type)"]?["payload"]
        else { return ["\(message) has no type that is described"] }
        return mistakes(in: message, schema)
    }

    /// Records an issue where a response is none of those that are described.
    func check(_ reply: Reply, to request: WireRequest) throws {
        let path = String(request.path.prefix { $0 != "?" })
        guard let operation = operation(request.method, path) else { return }
        let responses = operation["responses"]
        guard let response = responses?["\(reply.status)"] ?? responses?["default"] else {
            Issue.record("\(request.method) \(path) gives \(reply.status), which is not described")
            return
        }
        let content = response["content"]?.members ?? [:]
        guard !content.isEmpty else {
            #expect(reply.body.isEmpty, "\(request.method) \(path) has a body")
            return
        }
        // The type of a file is its own.
        if content.keys.contains("*/*") { return }
        let type = reply["Content-Type"] ?? ""
        guard let media = content[type] else {
            Issue.record("\(request.method) \(path) gives \(type) with \(reply.status), which is not described")
            return
        }
        guard let schema = media["schema"], request.method != "HEAD", type.hasSuffix("json") else { return }
        let mistakes = mistakes(in: try JSONParser.parse(Data(reply.body), depthLimit: 30), schema)
        #expect(mistakes.isEmpty, "\(request.method) \(path): \(mistakes)")
    }

    private func operation(_ method: String, _ path: String) -> JSONValue? {
        let segments = path.pathSegments
        let matches = (document["paths"]?.members ?? [:]).filter { template, _ in
            let pattern = template.pathSegments
            return pattern.count == segments.count
                && zip(pattern, segments).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        // What a segment says literally comes before what it may be as a parameter.
        let best = matches.min { $0.key.ranges(of: "{").count < $1.key.ranges(of: "{").count }
        return best?.value[(method == "HEAD" ? "GET" : method).lowercased()]
    }
}

extension APIContract {
    /// Where a value is not what its schema says.
    func mistakes(in value: JSONValue, _ schema: JSONValue, at place: String = "") -> [String] {
        if let reference = schema["$ref"]?.text {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let schema = document["components"]?["schemas"]?[name] else { return ["\(place): no \(name)"] }
            return mistakes(in: value, schema, at: place)
        }
        if let options = schema["anyOf"]?.elements {
            let found = options.map { mistakes(in: value, $0, at: place) }
            return found.contains(where: \.isEmpty) ? [] : found.first ?? []
        }
        let types = schema["type"]?.elements?.compactMap(\.text) ?? schema["type"].flatMap(\.text).map { [$0] } ?? []
        guard types.isEmpty || types.contains(value.typeName) else { return ["\(place): \(value.typeName)"] }
        if let words = schema["enum"]?.elements, !words.contains(value) {
            return ["\(place): \(value) is no such word"]
        }
        if let constant = schema["const"], constant != value { return ["\(place): not \(constant)"] }
        switch value {
        case .object(let members): return mistakes(in: members, schema, at: place)
        case .array(let elements):
            guard let items = schema["items"] else { return [] }
            return elements.enumerated().flatMap { mistakes(in: $1, items, at: "\(place)[\($0)]") }
        case .string(let text): return schema["format"]?.text.map { mistakes(in: text, format: $0, at: place) } ?? []
        case .null, .bool, .integer, .decimal: return []
        }
    }

    private func mistakes(in members: [String: JSONValue], _ schema: JSONValue, at place: String) -> [String] {
        let properties = schema["properties"]?.members ?? [:]
        let required = schema["required"]?.elements?.compactMap(\.text) ?? []
        var found = required.filter { members[$0] == nil }.map { "\(place).\($0) is missing" }
        for (name, value) in members {
            if let schema = properties[name] {
                found += mistakes(in: value, schema, at: "\(place).\(name)")
            } else if let schema = schema["additionalProperties"], schema.members != nil {
                found += mistakes(in: value, schema, at: "\(place).\(name)")
            } else if schema["additionalProperties"] == .bool(false) {
                found.append("\(place).\(name) is not described")
            }
        }
        return found
    }

    private func mistakes(in text: String, format: String, at place: String) -> [String] {
        let isRight =
            switch format {
            case "date-time": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
            case "uri": URL(string: text)?.scheme != nil
            default: true
            }
        return isRight ? [] : ["\(place): \(text) is no \(format)"]
    }
}

/// For what we write. Names may have any characters there, as those of reactions do.
extension JSONValue: Decodable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? value.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? value.decode(Double.self) {
            self = .decimal(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let elements = try? value.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? { members?[name] }

    var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .decimal: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
