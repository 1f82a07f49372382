import FlyingSocks
import Site
import Transport

/// As the program's: tells the sockets how far the site has come with a request.
struct PoolObserver: ConnectionObserver {
    let pool: any ServerPool

    func requestBegan(from peer: Socket.Address) {
        pool.requestBegan(from: peer)
    }

    func answerBegan(to peer: Socket.Address) {
        pool.answerBegan(to: peer)
    }

    func discardBegan(from peer: Socket.Address) {
        pool.discardBegan(from: peer)
    }
}
