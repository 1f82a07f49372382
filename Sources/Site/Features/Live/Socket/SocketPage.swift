import Accounts
import Conversation
import Foundation
import HTTP
import Live

/// `/live`, and `/api/v1/live` for programs: a WebSocket, over which a client follows rooms and posts. With `?room=12`, it
/// follows that room from the beginning.
struct SocketPage: Sendable {
    private let site: SiteContext
    private let hub: LiveHub

    init(_ site: SiteContext, _ hub: LiveHub) {
        (self.site, self.hub) = (site, hub)
    }

    /// Changes to WebSocket. From then on the session counts, not the token that it was opened with: an access token is over
    /// long before the connection. That the page which asks for it is one of ours has been checked by then (``SameOrigin``).
    func connect(_ request: Request, person: SignedIn) async throws -> Response {
        guard request.method == .get else { throw HTTPError.upgradeRequired }
        let room = try request.parameters()[.room].map { text in
            guard let room = Room.ID(text) else { throw InvalidInput(.room, Text("This must be a whole number.")) }
            return room
        }
        let handshake: WebSocketHandshake
        do { handshake = try WebSocketHandshake(request.headers) } catch { throw HTTPError.upgradeRequired }
        let connection: LiveConnection
        do {
            connection = try hub.connect(person, from: request.client.address) { room, reason in
                // Text and numbers can always be encoded.
                try? SocketEvents().ended(room, reason)
            }
        } catch { throw HTTPError.overloaded }
        var response = Response(status: .switchingProtocols)
        for (name, value) in handshake.fields { response.headers[name] = value }
        response.body = .stream(
            .upgrade { [site, hub, session = person.session.id] writer in
                try await SocketSession(
                    WebSocket(over: writer), connection, room: room, for: site, hub,
                    authenticate: { try await site.accounts.sessions.authenticate(session: session) }
                ).run()
            })
        return response
    }
}
