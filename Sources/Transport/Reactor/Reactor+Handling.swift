#if os(Linux)
import Foundation
import HTTP

/// What a task does for a request, from the handler's call to the response.
extension Reactor {
    func handle(_ client: Connection.ID) async {
        let reader = RequestBodyReader(reactor: self, client: client)
        guard let call = withState({ $0.call(of: client, reader: reader) }) else { return }
        let response =
            switch call {
            case .handle(let request): await site.respond(request)
            case .refuse(let request, let defect): await site.refuse(request, defect)
            }
        guard let framing = withState({ $0.beginResponse(to: client, response.body) }) else {
            return await abandon(response.body, of: client)
        }
        let head = response.head(connection: framing.connection, isChunked: framing.isChunked)
        switch response.body {
        case .bytes(let data): write(head, data, to: client, isWhole: true)
        case .omitted: write(head, Data(), to: client, isWhole: true)
        case .stream(let stream):
            write(head, Data(), to: client, isWhole: false)
            start(stream, framing, to: client)
        }
    }

    /// A stream may last for hours, and has a task of its own: what the task of the request has needed is let go of.
    private func start(_ stream: ResponseStream, _ framing: ReactorState.Framing, to client: Connection.ID) {
        let task = Task { await run(stream, framing, to: client) }
        withState { $0.keepStream(task, for: client, number: framing.requestNumber) }
    }

    /// A stream learns that its client has gone before it began.
    private func abandon(_ body: ResponseBody, of client: Connection.ID) async {
        guard case .stream(let stream) = body else { return }
        withUnsafeCurrentTask { $0?.cancel() }
        try? await stream.write(ClientWriter(reactor: self, client: client, isChunked: false, isUpgrade: false))
    }

    /// Writes a response, for which the client's socket has been claimed.
    private func write(_ head: [UInt8], _ body: Data, to client: Connection.ID, isWhole: Bool) {
        var rest: OutputQueue?
        if let sent = Descriptor.send(head, body, to: client.file) {
            var output = OutputQueue()
            output.append(Data(head.dropFirst(sent)))
            output.append(body.dropFirst(max(0, sent - head.count)))
            if output.send(to: client.file) { rest = output }
        }
        withState { [rest] in $0.endWrite(to: client, rest: rest, isWhole: isWhole) }
    }

    /// Writes output, for which the client's socket has been claimed.
    func write(_ output: OutputQueue, to client: Connection.ID) {
        var rest = output
        let isSound = rest.send(to: client.file)
        withState { [rest] in $0.endWrite(to: client, rest: isSound ? rest : nil) }
    }

    private func run(_ stream: ResponseStream, _ framing: ReactorState.Framing, to client: Connection.ID) async {
        if framing.isCancelled { withUnsafeCurrentTask { $0?.cancel() } }
        let writer = ClientWriter(
            reactor: self, client: client, isChunked: framing.isChunked, isUpgrade: stream.isUpgrade)
        var end: Data?
        do {
            let counted = CountedWriter(writer, length: stream.length)
            try await stream.write(counted)
            if counted.isComplete { end = framing.isChunked ? ChunkedEncoder.end : Data() }
        } catch {
            // The client sees a truncated body; there is no other way to tell it now.
        }
        withState { [end] in $0.endStream(to: client, end) }
    }
}
#endif
