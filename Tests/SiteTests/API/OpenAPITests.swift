import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct OpenAPITests {
    @Test func `every route of the API is described, and nothing else`() async throws {
        try await withSite { site in
            let document = try await APIContract.of(site).document
            let described = (document["paths"]?.members ?? [:]).flatMap { path, operations in
                (operations.members ?? [:]).keys.map { "\($0.uppercased()) \(path)" }
            }
            let routes = try site.apiRoutes().compactMap(DescribedOperation.init)
            #expect(Set(described) == Set(routes.map { "\($0.method.rawValue) \($0.path)" }))
            #expect(Set(routes.map(\.id)).count == routes.count)
            #expect(document["openapi"] == .string("3.1.0"))
        }
    }

    @Test func `each example is what its schema says`() async throws {
        try await withSite { site in
            let contract = try await APIContract.of(site)
            let schemas = contract.document["components"]?["schemas"]?.members ?? [:]
            #expect(schemas.count > 20)
            for (name, schema) in schemas where name != "Problem" {
                let examples = schema["examples"]?.elements ?? []
                #expect(examples.count == 1, "\(name)")
                for example in examples { #expect(contract.mistakes(in: example, schema) == [], "\(name)") }
            }
            for (path, operations) in contract.document["paths"]?.members ?? [:] {
                for (method, operation) in operations.members ?? [:] {
                    guard let json = operation["requestBody"]?["content"]?["application/json"] else { continue }
                    let (example, schema) = (try #require(json["example"]), try #require(json["schema"]))
                    #expect(contract.mistakes(in: example, schema) == [], "\(method) \(path)")
                }
            }
        }
    }

    @Test func `an operation takes what its example shows`() async throws {
        try await withSite { site in
            for route in try site.apiRoutes() {
                guard let operation = route.operation, !operation.input.isEmpty else { continue }
                let members = Dictionary(uniqueKeysWithValues: operation.input.map { ($0.name, $0.example) })
                #expect(throws: Never.self, "\(route.pattern)") { try Input(members, operation.input) }
            }
        }
    }

    @Test func `only what needs no token says so`() async throws {
        try await withSite { site in
            let document = try await APIContract.of(site).document
            for route in try site.apiRoutes() {
                let described = try #require(DescribedOperation(route))
                let operation = document["paths"]?[described.path]?[route.method.rawValue.lowercased()]
                let security = try #require(operation?["security"]?.elements)
                #expect(security.isEmpty == (route.level == .open), "\(route.pattern)")
            }
        }
    }

    @Test func `the page shows every operation and every problem, without scripts`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/api")
            #expect(reply.status == 200 && !reply.text.contains("<script"))
            let codes = Set(reply.document.all("code").map(\.text))
            for described in try site.apiRoutes().compactMap(DescribedOperation.init) {
                #expect(codes.contains("\(described.method.rawValue) \(described.path)"))
            }
            let known = ProblemDetails.known.compactMap(\.code)
            #expect(Set(known).count == known.count)
            for code in known { #expect(reply.text.contains("id=\"\(code)\""), "\(code)") }
        }
    }
}
