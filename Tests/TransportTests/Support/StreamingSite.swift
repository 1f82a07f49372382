import Foundation
import HTTP
import Synchronization

@testable import Transport

/// A site whose responses are streams, and which knows how each has ended.
final class StreamingSite: Sendable {
    private let endings: AsyncStream<String>
    private let ending: AsyncStream<String>.Continuation
    private let written = Atomic(0)
    let feed = NumberFeed()

    init() {
        (endings, ending) = AsyncStream.makeStream()
    }

    /// Bytes that the connection has taken of all streams.
    var bytes: Int { written.load(ordering: .relaxed) }

    /// How the next stream that ends has ended.
    func nextEnding() async -> String? {
        await endings.first { _ in true }
    }

    /// Waits until the connection takes no more.
    ///
    /// - Returns: the bytes that it has taken.
    @discardableResult
    func waitUntilFull() async throws -> Int {
        var before = -1
        while before != bytes || bytes == 0 {
            before = bytes
            try await Task.sleep(for: .milliseconds(300))
        }
        return before
    }

    func serve(
        on kind: ServerKind = .reactor, _ limits: ConnectionLimits,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await TestServer.with({ try self.pool(on: kind, limits, for: $0) }, body)
    }

    func pool(on kind: ServerKind, _ limits: ConnectionLimits, for site: SiteHandlers) throws -> any ServerPool {
        try makeServerPool(kind, limits, for: SiteHandlers(respond: respond, refuse: site.refuse))
    }

    /// `/parts` has three parts; `/endless` one every few milliseconds; `/quiet` one, and then nothing; `/flood` is as
    /// fast as it can be, and `/yielding-flood` is complete when it is told to end; `/echo` changes the protocol;
    /// `/broken` fails after a part; `/exact`, `/short` and `/long` declare five bytes.
    @Sendable private func respond(_ request: IncomingRequest) async -> OutgoingResponse {
        let path = request.path
        if path == "/echo" {
            return OutgoingResponse(
                status: .switchingProtocols, fields: [.upgrade: "echo"],
                body: .stream(.upgrade(echo)))
        }
        if path == "/feed" {
            return OutgoingResponse(status: .ok, body: .stream(ResponseStream { try await self.follow(self.feed, $0) }))
        }
        let length = ["/exact", "/short", "/long"].contains(path) ? 5 : nil
        return OutgoingResponse(
            status: .ok, body: .stream(ResponseStream(length: length) { try await self.write(path, to: $0) }))
    }

    private func write(_ path: String, to writer: any ResponseWriter) async throws {
        do {
            switch path {
            case "/parts": for part in ["one ", "two ", "three"] { try await send(part, to: writer) }
            case "/exact": for part in ["ab", "", "cde"] { try await send(part, to: writer) }
            case "/short": try await send("abc", to: writer)
            case "/long": try await send("abcdef", to: writer)
            case "/flood": while !Task.isCancelled { try await send(String(repeating: "k", count: 50_000), to: writer) }
            case "/yielding-flood":
                while (try? await send(String(repeating: "k", count: 50_000), to: writer)) != nil {}
            case "/quiet":
                try await send("hello", to: writer)
                try await Task.sleep(for: .seconds(3600))
            case "/last-words":
                try await send("hello", to: writer)
                try? await Task.sleep(for: .seconds(3600))
                try await send(" goodbye", to: writer)
            case "/broken":
                try await send("some", to: writer)
                throw CocoaError(.fileReadUnknown)
            default:
                while true {
                    try await send("k", to: writer)
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            ending.yield(Task.isCancelled ? "cancelled" : "complete")
        } catch {
            ending.yield(error is ClientGone ? "client gone" : error is CancellationError ? "cancelled" : "failed")
            throw error
        }
    }

    private func follow(_ feed: NumberFeed, _ client: any ResponseWriter) async throws {
        do {
            try await client.write(Data("begin".utf8))
            try await client.follow(feed.reader())
            try await client.write(Data("end".utf8))
            ending.yield("complete")
        } catch {
            ending.yield(error is ClientGone ? "client gone" : error is CancellationError ? "cancelled" : "failed")
            throw error
        }
    }

    /// Sends back what comes, until there is no more.
    @Sendable private func echo(_ client: any ResponseWriter) async throws {
        do {
            while let bytes = try await client.read() { try await client.write(bytes) }
            ending.yield("complete")
        } catch {
            try? await client.write(Data("goodbye".utf8))
            ending.yield(error is ClientGone ? "client gone" : error is CancellationError ? "cancelled" : "failed")
            throw error
        }
    }

    private func send(_ part: String, to writer: any ResponseWriter) async throws {
        try await writer.write(Data(part.utf8))
        written.add(part.utf8.count, ordering: .relaxed)
    }
}

/// Numbers, each a part, which every reader gets from the first on.
final class NumberFeed: Sendable {
    private struct State {
        var parts: [SharedBytes] = []
        var hasEnded = false
        var wakes: [@Sendable () -> Void] = []
    }

    fileprivate final class Reader: ResponseFeed {
        private let feed: NumberFeed
        private let place = Mutex(0)
        private let wake = Mutex<(@Sendable () -> Void)?>(nil)

        init(_ feed: NumberFeed) {
            self.feed = feed
        }

        func setWake(_ wake: @escaping @Sendable () -> Void) {
            self.wake.withLock { $0 = wake }
        }

        func next() -> FeedStep {
            feed.state.withLock { state in
                let index = place.withLock { place in
                    defer { place += 1 }
                    return place
                }
                if index < state.parts.count { return .bytes(state.parts[index], isLast: false) }
                if state.hasEnded { return .end }
                place.withLock { $0 -= 1 }
                if let wake = wake.withLock({ $0 }) { state.wakes.append(wake) }
                return .wait
            }
        }
    }

    private let state = Mutex(State())

    fileprivate func reader() -> Reader { Reader(self) }

    func append(_ text: String) {
        change { $0.parts.append(SharedBytes(Data(text.utf8))) }
    }

    func end() {
        change { $0.hasEnded = true }
    }

    private func change(_ change: @Sendable (inout State) -> Void) {
        let wakes = state.withLock { state in
            change(&state)
            defer { state.wakes = [] }
            return state.wakes
        }
        for wake in wakes { wake() }
    }
}
