import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct AsyncAPITests {
    @Test func `every kind of message is described, by the side that sends it`() async throws {
        try await withSite { site in
            let document = try await APIContract.socket(of: site).document
            #expect(document["asyncapi"] == .string("3.0.0"))
            let names = [
                "receive": ClientMessage.Kind.allCases.map { "client-\($0.rawValue)" },
                "send": ServerMessage.Kind.allCases.map { "server-\($0.rawValue)" },
            ]
            for (action, names) in names {
                let operation = document["operations"]?[action]
                #expect(operation?["action"] == .string(action))
                let references = operation?["messages"]?.elements?.compactMap { $0["$ref"]?.text } ?? []
                #expect(references == names.map { "#/channels/live/messages/\($0)" })
            }
            let all = Set(names.values.joined())
            #expect(Set((document["channels"]?["live"]?["messages"]?.members ?? [:]).keys) == all)
            #expect(Set((document["components"]?["messages"]?.members ?? [:]).keys) == all)
            #expect(document["channels"]?["live"]?["address"] == .string("/api/v1/live"))
            #expect(document["servers"]?["site"]?["host"] == .string("roost.test:8080"))
        }
    }

    @Test func `each example is what its schema says`() async throws {
        try await withSite { site in
            let contract = try await APIContract.socket(of: site)
            for (name, message) in contract.document["components"]?["messages"]?.members ?? [:] {
                let (examples, schema) = (message["examples"]?.elements ?? [], try #require(message["payload"]))
                #expect(examples.count == 1, "\(name)")
                for example in examples {
                    let payload = try #require(example["payload"])
                    #expect(contract.mistakes(in: payload, schema) == [], "\(name)")
                    // Every field is shown, so that none is described that is never sent.
                    #expect(payload.members?.keys == schema["properties"]?.members?.keys, "\(name)")
                }
            }
        }
    }

    @Test(arguments: ClientMessage.Kind.allCases)
    func `the example of what a client sends is taken`(kind: ClientMessage.Kind) throws {
        let (message, id) = try ClientMessage.decode(DescribedSocketMessage(kind).example)
        #expect(id == "a")
        let isThatKind =
            switch (kind, message) {
            case (.subscribe, .subscribe(12, since: 812)), (.unsubscribe, .unsubscribe(12)), (.typing, .typing(12)),
                (.read, .read(12, number: 1234)),
                (.post, .post(12, body: "Hello", reply: 3, key: "000102030405060708090a0b0c0d0e0f")):
                true
            default: false
            }
        #expect(isThatKind, "\(message)")
    }

    @Test func `the page about the API and its own description name it`() async throws {
        try await withSite { site in
            let page = try await site.request("GET", "/api")
            #expect(page.document.all("a").contains { $0["href"] == "/api/v1/asyncapi.json" })
            #expect(try await APIContract.of(site).document["paths"]?["/api/v1/asyncapi.json"] != nil)
        }
    }
}
