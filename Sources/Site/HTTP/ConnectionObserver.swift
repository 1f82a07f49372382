import FlyingFox
import FlyingSocks

/// Someone who wants to know how far the request on a connection has come: the sockets under the server, which keep
/// deadlines.
public protocol ConnectionObserver: Sendable {
    /// A handler has seen the head of a request from `peer`.
    func requestBegan(from peer: Socket.Address)
    /// The answer to `peer` is about to be sent.
    func answerBegan(to peer: Socket.Address)
    /// The answer is out, and what `peer` still sends is dropped.
    func discardBegan(from peer: Socket.Address)
}

extension Socket.Address {
    init?(_ peer: HTTPRequest.Address?) {
        switch peer {
        case .ip4(let host, let port): self = .ip4(host, port: port)
        case .ip6(let host, let port): self = .ip6(host, port: port)
        case .unix(let path): self = .unix(path)
        case nil: return nil
        }
    }
}
