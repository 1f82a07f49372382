import Accounts
import Conversation
import Foundation
import HTTP
import Live

/// One client's WebSocket: what it asks for is done in order, and what happens in the rooms that it follows is sent as
/// it happens.
final class SocketSession: Sendable {
    private let socket: WebSocket
    private let connection: LiveConnection
    let site: SiteContext
    let hub: LiveHub
    /// Who the client is now; nil when the session has ended.
    private let authenticate: @Sendable () async throws -> SignedIn?
    private let events = SocketEvents()
    /// The room that is followed from the beginning.
    private let room: Room.ID?

    init(
        _ socket: WebSocket, _ connection: LiveConnection, room: Room.ID?, for site: SiteContext, _ hub: LiveHub,
        authenticate: @escaping @Sendable () async throws -> SignedIn?
    ) {
        (self.socket, self.connection, self.room) = (socket, connection, room)
        (self.site, self.hub, self.authenticate) = (site, hub, authenticate)
    }

    /// Returns when the connection is over.
    func run() async throws {
        defer { connection.close() }
        let code = await withTaskGroup(of: WebSocketCloseCode.self) { group in
            group.addTask {
                let code = await self.receive()
                self.connection.finish(.left)
                return code
            }
            let code = await follow()
            group.cancelAll()
            return connection.end == .left ? await group.next() ?? code : code
        }
        try await socket.close(code)
    }

    /// Sends what happens in the rooms until the connection has to end.
    private func follow() async -> WebSocketCloseCode {
        do {
            try await socket.follow(connection)
            return connection.end == .session ? .policyViolation : .goingAway
        } catch {
            return code(for: error)
        }
    }

    /// Reads until the client leaves or does what it may not.
    private func receive() async -> WebSocketCloseCode {
        var rate = FrameRate(at: .now)
        do {
            if let room {
                guard let person = try await authenticate() else { return .policyViolation }
                try await act(on: .subscribe(room, since: nil), id: nil, from: person)
            }
            while true {
                let message = try await socket.next()
                guard rate.take(at: .now) else { return .policyViolation }
                switch message {
                case nil: continue
                case .binary: return .unsupportedData
                case .text(let text):
                    guard let person = try await authenticate() else { return .policyViolation }
                    try await respond(to: text, from: person)
                }
            }
        } catch {
            return code(for: error)
        }
    }

    private func code(for error: any Error) -> WebSocketCloseCode {
        switch error {
        case is WebSocketEnd, is ClientGone: return .normal
        case is CancellationError: return .goingAway
        default:
            site.log.error("a WebSocket failed", metadata: ["error": "\(error)"])
            return .internalError
        }
    }

    private func respond(to text: String, from person: SignedIn) async throws {
        let message: ClientMessage
        var id: String?
        do { (message, id) = try ClientMessage.decode(text) } catch {
            return try await send(ServerMessage(malformed: ClientMessage.id(in: text)))
        }
        try await act(on: message, id: id, from: person)
    }

    private func act(on message: ClientMessage, id: String?, from person: SignedIn) async throws {
        do {
            switch message {
            case .subscribe(let room, let since):
                try await subscribe(to: room, since: since, by: person, id)
            case .unsubscribe(let room):
                connection.leave(room)
                try await send(ServerMessage(.unsubscribed, id: id, room: room))
            default:
                if let answer = try await perform(message, by: person) {
                    try await send(answer.setting(\.id, id))
                }
            }
        } catch {
            guard let problem = ServerMessage(problem: error, id: id) else { throw error }
            try await send(problem)
        }
    }

    func send(_ message: ServerMessage) async throws {
        try await socket.send(events.frame(message))
    }
}

/// Rooms that are followed.
extension SocketSession {
    private func subscribe(to room: Room.ID, since: Int64?, by person: SignedIn, _ id: String?) async throws {
        let access = try await site.conversation.rooms.access(to: room, by: person.user.id)
        var answer = ServerMessage(.subscribed, id: id, room: room)
        (answer.revision, answer.number) = (access.room.revision, access.room.lastNumber)
        if connection.isFollowing(room) {
            guard since != nil else { return try await send(answer) }
            // The client has noticed that it lacks something.
            connection.leave(room)
        }
        let blocked = try await site.conversation.people.blockedAccounts(by: person.user.id)
        let format = LiveFormat(.socket, isMember: access.membership != nil, blocked: blocked)
        let reader = try connection.reader(of: access, by: person, as: format)
        // What the client is told is read after the reader is there, so that nothing falls between the two.
        let now = try await site.conversation.rooms.access(to: room, by: person.user.id).room
        try await send(answer.setting(\.revision, now.revision).setting(\.number, now.lastNumber))
        let known = try await catchUp(reader, since: min(since ?? .max, now.revision), in: room)
        reader.begin(after: known, showing: now.lastNumber)
        connection.add(reader)
    }

    /// Sends what has changed since a revision.
    ///
    /// - Returns: the revision up to which the client knows the room.
    private func catchUp(_ reader: LiveReader, since revision: Int64, in room: Room.ID) async throws -> Int64 {
        var revision = revision
        while let changes = try await site.conversation.feed.changes(in: room, since: revision) {
            for part in try events.parts(of: changes, as: reader.format) {
                guard connection.end == nil else { throw CancellationError() }
                // The feed says why.
                guard !reader.isOver else { return revision }
                try await socket.send(part.bytes)
            }
            revision = changes.revision
            if !changes.isMore { break }
        }
        return revision
    }
}

/// How much a client may send: this many frames at once, and then so many a second.
private struct FrameRate {
    private static let burst = 200.0
    private static let perSecond = 50.0

    private var frames = burst
    private var last: ContinuousClock.Instant

    init(at now: ContinuousClock.Instant) {
        last = now
    }

    mutating func take(at now: ContinuousClock.Instant) -> Bool {
        frames = min(Self.burst, frames + (now - last) / .seconds(1) * Self.perSecond)
        last = now
        guard frames >= 1 else { return false }
        frames -= 1
        return true
    }
}
