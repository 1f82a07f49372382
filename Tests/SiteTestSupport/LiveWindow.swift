import Foundation
import HTTP
import Site
import Synchronization
import TestSupport
import Testing

/// A page that does not end, as a browser reads it in a frame.
final class LiveWindow: ResponseWriter {
    private struct State {
        var text = ""
        var hasEnded = false
    }

    let status: Int
    let response: OutgoingResponse
    private let state = Mutex(State())
    private let task: Mutex<Task<Void, Never>?> = Mutex(nil)

    fileprivate init(_ response: OutgoingResponse) {
        self.response = response
        status = response.status.code
    }

    var hasClient: Bool { true }
    var text: String { state.withLock(\.text) }
    var hasEnded: Bool { state.withLock(\.hasEnded) }

    func write(_ part: Data) async throws {
        state.withLock { $0.text += String(decoding: part, as: UTF8.self) }
    }

    func read() async throws -> Data? { nil }

    fileprivate func begin() {
        let task = Task {
            switch response.body {
            case .bytes(let data): try? await write(data)
            case .stream(let stream): try? await stream.write(self)
            case .omitted: break
            }
            state.withLock { $0.hasEnded = true }
        }
        self.task.withLock { $0 = task }
    }

    func close() async {
        let task = task.withLock { $0 }
        task?.cancel()
        await task?.value
    }

    /// Waits until the page contains a text; it fails only when nothing comes at all.
    func waits(for text: String, count: Int = 1) async throws {
        try await waitUntil("\(text)") { self.text.components(separatedBy: text).count > count }
    }

    func waitsForEnd() async throws {
        try await waitUntil("the end") { self.hasEnded }
    }

    func waits(until event: String, _ isTrue: (LiveWindow) -> Bool) async throws {
        try await waitUntil(event) { isTrue(self) }
    }

    /// What is shown in a place: the last that was sent for it.
    func shown(_ group: String) -> Element? {
        let elements = Document(parsing: text).root.descendants
        guard let radio = elements.lastIndex(where: { $0["name"] == group && $0["type"] == "radio" }) else {
            return nil
        }
        return elements[(radio + 1)...].first { $0["slot"] == elements[radio]["slot"] }
    }

    /// What is shown of a message.
    func message(_ number: Int) -> String? { shown("m\(number)")?.first("article")?.text }
}

extension Browser {
    /// Opens a page in a frame, and goes on reading it.
    func follow(_ path: String, headers: [String: String] = ["Sec-Fetch-Dest": "iframe"]) async -> LiveWindow {
        var request = WireRequest(method: "GET", path: path, headers: headers)
        request.headers["User-Agent"] = userAgent
        request.headers["Cookie"] = cookies.header(for: path)
        request.headers["Sec-Fetch-Site"] = "same-origin"
        let window = LiveWindow(await site.open(request))
        window.begin()
        return window
    }
}

/// A site whose rooms are followed.
func withLiveSite(_ options: SiteOptions = SiteOptions(), _ body: (TestSite) async throws -> Void) async throws {
    try await withSite(options) { site in
        let following = Task { await site.inner.publishRooms() }
        try await waitUntil("rooms are followed") { site.inner.isFollowingRooms }
        var failure: (any Error)?
        do { try await body(site) } catch { failure = error }
        following.cancel()
        await following.value
        if let failure { throw failure }
    }
}
