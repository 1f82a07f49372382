#if os(Linux)
import Foundation
import HTTP
import TestSupport
import Testing

@testable import Transport

/// Responses that are written while they are sent.
@Suite(.timeLimit(.minutes(5))) struct StreamTests {
    private func get(_ path: String, version: String = "1.1") -> String {
        "GET \(path) HTTP/\(version)\r\nHost: x\r\n\r\n"
    }

    @Test(arguments: ServerKind.allCases)
    func `a stream comes in chunks, and the connection goes on after it`(kind: ServerKind) async throws {
        try await StreamingSite().serve(on: kind, .patient) { server in
            let client = try TestClient(port: server.port)
            for _ in 0..<3 {
                await client.send(get("/parts"))
                let response = await client.receive(until: "0\r\n\r\n")
                #expect(response.contains("Transfer-Encoding: chunked\r\n"))
                #expect(response.contains("one ") && response.hasSuffix("three\r\n0\r\n\r\n"))
            }
        }
    }

    @Test func `requests sent ahead are answered in order after a stream`() async throws {
        try await StreamingSite().serve(.patient) { server in
            let client = try TestClient(port: server.port)
            await client.send(get("/parts") + get("/exact") + get("/parts"))
            let responses = await client.receive(until: "three\r\n0\r\n\r\n", count: 2)
            #expect(responses.statuses == ["200", "200", "200"])
            #expect(responses.contains("Content-Length: 5\r\n\r\nabcdeHTTP/1.1 200 OK"))
        }
    }

    /// Twice closed is somebody else's closed.
    @Test func `a connection whose stream fails is given back once`() async throws {
        var limits = ConnectionLimits.patient
        limits.connectionsPerAddress = 2
        try await StreamingSite().serve(limits) { server in
            let first = try TestClient(port: server.port)
            await first.send(get("/exact"))
            _ = await first.receive(until: "abcde")
            let broken = try TestClient(port: server.port)
            await broken.send(get("/broken"))
            _ = await broken.receiveToEnd()
            try await server.waits { $0.open[.idle] == 1 && $0.open[.streaming] == 0 }
            let second = try TestClient(port: server.port)
            await second.send(get("/exact"))
            _ = await second.receive(until: "abcde")
            // The address has two connections again, and no third one.
            let third = try TestClient(port: server.port)
            #expect(await third.receive() == "")
        }
    }

    @Test func `HTTP 1_0 gets a stream until the connection ends`() async throws {
        try await StreamingSite().serve(.patient) { server in
            let client = try TestClient(port: server.port)
            await client.send("GET /parts HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let response = try #require(await client.receiveToEnd())
            #expect(response.hasSuffix("\r\n\r\none two three"))
            #expect(response.contains("Connection: close\r\n") && !response.contains("chunked"))
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a stream of a known length has it, and is cut short where it lies`(kind: ServerKind) async throws {
        try await StreamingSite().serve(on: kind, .patient) { server in
            let client = try TestClient(port: server.port)
            await client.send(get("/exact"))
            #expect(await client.receive(until: "abcde").contains("Content-Length: 5\r\n"))
            for path in ["/short", "/long"] {
                let client = try TestClient(port: server.port)
                await client.send(get(path) + get("/parts"))
                let response = try #require(await client.receiveToEnd())
                #expect(response.statuses == ["200"])
                #expect(response.contains("abcdef") == false)
            }
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a stream that fails is cut short`(kind: ServerKind) async throws {
        try await StreamingSite().serve(on: kind, .patient) { server in
            let client = try TestClient(port: server.port)
            await client.send(get("/broken"))
            let response = try #require(await client.receiveToEnd())
            #expect(response.contains("some") && !response.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test(arguments: ["/endless", "/quiet"])
    func `a stream learns within a second that its client has gone`(path: String) async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            var client: TestClient? = try TestClient(port: server.port)
            await client?.send(get(path))
            _ = await client?.receive(until: "\r\n\r\n")
            try await server.waits { $0.open[.streaming] == 1 }
            let start = ContinuousClock.now
            client = nil
            let ending = await site.nextEnding()
            #expect(ending == "client gone" || ending == "cancelled")
            // Generous, as the machine may be busy: a probe of the kernel's would take minutes.
            #expect(ContinuousClock.now - start < .seconds(10))
            try await server.waits { $0.open.all.allSatisfy { $0.count == 0 } }
        }
    }

    @Test func `a stream waits for a client that does not read`() async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            let client = try TestClient(port: server.port, receiveBuffer: 2048)
            await client.send(get("/flood"))
            let before = try await site.waitUntilFull()
            // What the kernel holds on both sides, and what may be queued.
            #expect(site.bytes < 4 * 1024 * 1024)
            for _ in 0..<200 { _ = await client.receive() }
            try await waitUntil("the stream goes on") { site.bytes > before }
        }
    }

    @Test func `a client that has stopped to read its stream is ended`() async throws {
        let site = StreamingSite()
        var limits = ConnectionLimits.patient
        limits.answer = .milliseconds(500)
        try await site.serve(limits) { server in
            let client = try TestClient(port: server.port, receiveBuffer: 2048)
            await client.send(get("/flood"))
            #expect(await site.nextEnding() == "client gone")
            try await server.waits { $0.incidents[.slowReader] == 1 }
            withExtendedLifetime(client) {}
        }
    }

    @Test func `a quiet stream is not taken for a slow reader`() async throws {
        var limits = ConnectionLimits.patient
        limits.answer = .milliseconds(100)
        try await StreamingSite().serve(limits) { server in
            let client = try TestClient(port: server.port)
            await client.send(get("/quiet"))
            _ = await client.receive(until: "hello")
            try await Task.sleep(for: .milliseconds(500))
            #expect(server.pool.metrics?.open[.streaming] == 1)
            #expect(server.pool.metrics?.incidents[.slowReader] == 0)
            withExtendedLifetime(client) {}
        }
    }

    @Test(arguments: ["/endless", "/quiet", "/flood"])
    func `a stop ends streams and does not wait for its grace`(path: String) async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            let client = try TestClient(port: server.port)
            await client.send(get(path))
            try await server.waits { $0.open[.streaming] == 1 }
            let start = ContinuousClock.now
            await server.pool.stop(within: .seconds(600))
            #expect(ContinuousClock.now - start < .seconds(60))
            #expect(await site.nextEnding() != "complete")
            withExtendedLifetime(client) {}
        }
    }

    @Test func `a stop does not wait for a client that has the last words and stays`() async throws {
        try await StreamingSite().serve(.patient) { server in
            let client = try TestClient(port: server.port)
            await client.send(get("/last-words"))
            _ = await client.receive(until: "hello")
            let start = ContinuousClock.now
            await server.pool.stop(within: .seconds(600))
            #expect(ContinuousClock.now - start < .seconds(60))
            withExtendedLifetime(client) {}
        }
    }

    @Test func `a stop does not wait for a client that leaves the end of a stream unread`() async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            let client = try TestClient(port: server.port, receiveBuffer: 2048)
            await client.send(get("/yielding-flood"))
            try await site.waitUntilFull()
            let start = ContinuousClock.now
            await server.pool.stop(within: .seconds(600))
            #expect(ContinuousClock.now - start < .seconds(60))
            #expect(await site.nextEnding() == "cancelled")
            withExtendedLifetime(client) {}
        }
    }

    @Test func `a stream may say last words when the server stops`() async throws {
        try await StreamingSite().serve(.patientToTheEnd) { server in
            var client: TestClient? = try TestClient(port: server.port)
            await client?.send(get("/last-words"))
            _ = await client?.receive(until: "hello")
            async let stop: Void = server.pool.stop(within: .seconds(600))
            #expect(await client?.receiveToEnd()?.contains(" goodbye\r\n0\r\n\r\n") == true)
            client = nil
            _ = await stop
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `many clients get what a feed has, and what follows it`(kind: ServerKind) async throws {
        let site = StreamingSite()
        try await site.serve(on: kind, .patient) { server in
            let clients = try (0..<50).map { _ in try TestClient(port: server.port) }
            for client in clients { await client.send(get("/feed")) }
            for number in 1...20 { site.feed.append("<\(number)>") }
            let first = clients[0]
            #expect(await first.receive(until: "<20>").contains("begin"))
            for number in 21...40 { site.feed.append("<\(number)>") }
            site.feed.end()
            for client in clients.dropFirst() {
                let body = await client.receive(until: "0\r\n\r\n")
                let numbers = body.components(separatedBy: "<").dropFirst().compactMap { Int($0.prefix { $0 != ">" }) }
                #expect(numbers == Array(1...40))
                #expect(body.contains("end"))
            }
        }
    }

    @Test func `a client that does not read holds up nobody else who follows the feed`() async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            let slow = try TestClient(port: server.port, receiveBuffer: 4096)
            await slow.send(get("/feed"))
            let client = try TestClient(port: server.port)
            await client.send(get("/feed"))
            let block = String(repeating: "k", count: 500_000)
            for number in 1...40 { site.feed.append("\(block)<\(number)>") }
            #expect(await client.receive(through: "<40>\r\n").contains("<39>"))
            // It gets everything, as soon as it reads.
            site.feed.end()
            #expect(await slow.receive(through: "0\r\n\r\n").contains("<40>"))
        }
    }

    @Test func `a feed's reader that leaves is noticed, and a stop ends the others`() async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            var client: TestClient? = try TestClient(port: server.port)
            await client?.send(get("/feed"))
            _ = await client?.receive(until: "begin")
            client?.willReset()
            client = nil
            #expect(await site.nextEnding() == "client gone")
            let other = try TestClient(port: server.port)
            await other.send(get("/feed"))
            _ = await other.receive(until: "begin")
            async let stopped: Void = server.pool.stop(within: .seconds(60))
            #expect(await site.nextEnding() == "cancelled")
            #expect(await other.receiveToEnd()?.isEmpty == true)
            await stopped
        }
    }
}
#endif
