import Foundation

/// The WebSocket of the API as AsyncAPI 3.0 describes it, made of the messages that it takes and sends.
struct AsyncAPIDocument {
    private let publicURL: URL

    init(_ publicURL: URL) {
        self.publicURL = publicURL
    }

    private var taken: [DescribedSocketMessage] { ClientMessage.Kind.allCases.map(DescribedSocketMessage.init) }

    private var sent: [DescribedSocketMessage] {
        // Encoding fails only for NaN and infinity, and there are no such numbers in an example.
        ServerMessage.Kind.allCases.compactMap { try? DescribedSocketMessage($0) }
    }

    var data: Data {
        var json = JSONWriter(capacity: 16 * 1024)
        json.object { json in
            json.member("asyncapi", "3.0.0")
            json.name("info")
            json.object(writeInfo)
            json.member("defaultContentType", "application/json")
            json.name("servers")
            json.object(writeServer)
            json.name("channels")
            json.object(writeChannel)
            json.name("operations")
            json.object(writeOperations)
            json.name("components")
            json.object(writeComponents)
        }
        return json.data
    }

    private func writeInfo(_ json: inout JSONWriter) {
        json.member("title", "Roost, live")
        json.member("version", "1")
        json.member(
            "description",
            """
            A WebSocket over which programs follow rooms and post in them. Each message is a JSON text with a `type`. \
            What the client calls a message in `id` comes back with the answer.
            """)
    }

    private func writeServer(_ json: inout JSONWriter) {
        json.name("site")
        json.object { json in
            json.member("host", String(publicURL.origin.drop { $0 != ":" }.dropFirst(3)))
            json.member("protocol", publicURL.scheme == "https" ? "wss" : "ws")
            json.name("security")
            json.array { json in json.object { $0.member("$ref", "#/components/securitySchemes/bearer") } }
        }
    }

    private func writeChannel(_ json: inout JSONWriter) {
        json.name("live")
        json.object { json in
            json.member("address", apiPaths.live())
            json.name("messages")
            json.object { json in
                for message in taken + sent {
                    json.name(message.name)
                    json.object { $0.member("$ref", "#/components/messages/\(message.name)") }
                }
            }
        }
    }

    /// From the site's side: it receives what clients send.
    private func writeOperations(_ json: inout JSONWriter) {
        for (action, messages) in [("receive", taken), ("send", sent)] {
            json.name(action)
            json.object { json in
                json.member("action", action)
                json.name("channel")
                json.object { $0.member("$ref", "#/channels/live") }
                json.name("messages")
                json.array { json in
                    for message in messages {
                        json.object { $0.member("$ref", "#/channels/live/messages/\(message.name)") }
                    }
                }
            }
        }
    }

    private func writeComponents(_ json: inout JSONWriter) {
        json.securitySchemes()
        json.name("messages")
        json.object { json in
            for message in taken + sent {
                json.name(message.name)
                json.object(message.write)
            }
        }
    }
}

extension DescribedSocketMessage {
    /// The message object (AsyncAPI 3.0).
    fileprivate func write(_ json: inout JSONWriter) {
        json.member("name", name)
        json.member("summary", summary)
        json.name("payload")
        schema.write(&json)
        json.name("examples")
        json.array { json in
            json.object { json in
                json.name("payload")
                json.written(example)
            }
        }
    }
}
