import HTTP

extension DescribedOperation {
    /// The operation object (OpenAPI 3.1, 4.8.10).
    func write(_ json: inout JSONWriter) {
        json.member("operationId", id)
        json.member("summary", operation.summary)
        json.name("tags")
        json.array { $0.string(operation.tag.rawValue) }
        json.name("security")
        json.array { json in
            guard !isOpen else { return }
            json.object { json in
                json.name("bearer")
                json.array { _ in }
            }
        }
        writeParameters(&json)
        writeBody(&json)
        json.name("responses")
        json.object(writeResponses)
    }

    private func writeParameters(_ json: inout JSONWriter) {
        json.name("parameters")
        json.array { json in
            for parameter in parameters {
                json.parameter(parameter.name, in: "path", isRequired: true, parameter.schema)
            }
            for parameter in operation.query {
                json.parameter(
                    parameter.field.rawValue, in: "query", isRequired: parameter.isRequired, parameter.schema,
                    parameter.summary)
            }
            if hasKey {
                json.parameter("Idempotency-Key", in: "header", isRequired: false, .text(limit: 255, least: 1))
            }
            if operation.problems.contains(.preconditionFailed) {
                json.parameter("If-Match", in: "header", isRequired: false, .text(pattern: "^\"[0-9]+\"$"))
            }
        }
    }

    /// Whether the same request twice can be made one.
    private var hasKey: Bool {
        method == .post && [apiPaths.messages.pattern, apiPaths.hook.pattern].contains(pattern)
    }

    private func writeBody(_ json: inout JSONWriter) {
        guard !operation.input.isEmpty || operation.upload != nil else { return }
        json.name("requestBody")
        json.object { json in
            json.member("required", operation.input.contains(where: \.isRequired))
            json.name("content")
            json.object { json in
                if !operation.input.isEmpty {
                    json.name("application/json")
                    json.object(writeInput)
                }
                if let upload = operation.upload {
                    json.name("multipart/form-data")
                    json.object { json in
                        json.name("schema")
                        json.object { operation.write(upload, &$0) }
                    }
                }
            }
        }
    }

    private func writeInput(_ json: inout JSONWriter) {
        json.name("schema")
        json.object { json in
            json.member("type", "object")
            json.member("additionalProperties", operation.allowsUnknownFields)
            json.name("properties")
            json.object { json in for field in operation.input { json.member(field.name, field.schema) } }
            json.name("required")
            json.array { json in for field in operation.input where field.isRequired { json.string(field.name) } }
        }
        json.name("example")
        json.object { json in
            for field in operation.input {
                json.name(field.name)
                json.value(field.example)
            }
        }
    }

    private func writeResponses(_ json: inout JSONWriter) {
        switch operation.output {
        case .one(let resource, let status): json.response(limit: operation.limit, status) { $0.content(resource) }
        case .either(let one, let status, let other, let second):
            json.response(limit: operation.limit, status) { $0.content(one) }
            json.response(limit: operation.limit, second) { $0.content(other) }
        case .page(let resource):
            json.response(limit: operation.limit, .ok) { $0.page(of: resource, [("next", .optional(.text()))]) }
        case .numbered(let resource, let cursors):
            json.response(limit: operation.limit, .ok) {
                $0.page(of: resource, cursors.map { ($0.rawValue, .optional(.integer)) })
            }
        case .nothing: json.response(limit: operation.limit, .noContent) { _ in }
        case .upgrade:
            json.response(limit: operation.limit, .switchingProtocols) { _ in }
            json.response(limit: operation.limit, .upgradeRequired) { $0.problem() }
        case .events:
            json.response(limit: operation.limit, .ok) { json in
                json.name("content")
                json.object { json in
                    json.name("text/event-stream")
                    json.object { json in
                        json.name("schema")
                        json.object { $0.object(with: [("event", .text()), ("data", .text())]) }
                    }
                }
            }
        case .file(let type):
            json.response(limit: operation.limit, .ok) { json in
                json.name("content")
                json.object { json in
                    json.name(type)
                    json.object { json in
                        json.name("schema")
                        json.object { json in
                            guard type.hasSuffix("json") else { return json.member("format", "binary", of: "string") }
                            json.member("type", "object")
                        }
                    }
                }
            }
        }
        for status in problems {
            json.response(limit: status == .tooManyRequests ? operation.limit : nil, status) { $0.problem() }
        }
        json.name("default")
        json.object { json in
            json.member("description", "Anything else that goes wrong")
            json.problem()
        }
    }

    /// Those of the operation, and those of every one like it.
    private var problems: [Status] {
        var problems = operation.problems
        if !isOpen { problems.append(.unauthorized) }
        // A token that may only read, or that is no session's.
        if !isOpen, operation.scope != .read { problems.append(.forbidden) }
        if !operation.input.isEmpty { problems += [.badRequest, .contentTooLarge, .unsupportedMediaType] }
        if !operation.input.isEmpty || !operation.query.isEmpty { problems.append(.unprocessableContent) }
        if !operation.query.isEmpty { problems.append(.badRequest) }
        if !parameters.isEmpty { problems.append(.notFound) }
        if method != .get || !operation.query.isEmpty { problems.append(.tooManyRequests) }
        return Set(problems).sorted { $0.code < $1.code }
    }
}

extension APIOperation {
    /// Its files, and its fields as texts.
    fileprivate func write(_ upload: Upload, _ json: inout JSONWriter) {
        json.member("type", "object")
        json.name("properties")
        json.object { json in
            json.name(upload.field)
            json.object { json in
                if upload.count == 1 { return Self.writeFile(&json) }
                json.member("type", "array")
                json.member("maxItems", upload.count)
                json.name("items")
                json.object(Self.writeFile)
            }
            for field in input { json.member(field.name, field.schema) }
        }
        json.name("required")
        json.array { json in if upload.isRequired { json.string(upload.field) } }
    }

    private static func writeFile(_ json: inout JSONWriter) {
        json.member("type", "string")
        json.member("contentMediaType", "application/octet-stream")
    }
}

extension InputField {
    var schema: Schema {
        let schema: Schema =
            switch kind {
            case .text(let limit, let characters):
                .text(limit: min(characters?.upperBound ?? limit, limit), least: characters?.lowerBound)
            case .word(let words): .word(among: words)
            case .integer(let range): .number(range)
            case .flag: .flag
            case .texts(let limit, _): .list(.text(limit: limit, least: 1))
            }
        return takesNull ? .optional(schema) : schema
    }
}
