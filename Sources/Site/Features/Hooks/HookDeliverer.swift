import Accounts
import Conversation
import Foundation
import Instrumentation
import Logging
import Support
import WebClient

/// Tells addresses of new messages.
struct HookDeliverer: Sendable {
    /// How often due deliveries are looked for.
    private static let interval: Duration = .seconds(1)
    /// Addresses of a queue that are told at the same time.
    private static let width = WebClient.width / HookQueue.allCases.count

    let site: SiteContext
    let client: WebClient
    let counts = Counters<DeliveryOutcome>()

    private var hooks: OutgoingWebhookService { site.conversation.outgoingHooks }

    /// Runs until its task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for queue in HookQueue.allCases { group.addTask { await run(queue) } }
        }
    }

    private func run(_ queue: HookQueue) async {
        await repeatUntilCancelled(
            every: Self.interval, site.log, failure: "webhook deliveries failed, will try again"
        ) { _ in
            while try await deliverDue(queue) { try Task.checkCancellation() }
        }
    }

    /// Makes an attempt at what is due, one for each address, and says whether there may be more.
    func deliverDue(_ queue: HookQueue) async throws -> Bool {
        let due = try await hooks.due(queue, limit: Self.width)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for delivery in due { group.addTask { try await deliver(delivery) } }
            try await group.waitForAll()
        }
        return !due.isEmpty
    }

    private func deliver(_ delivery: HookDelivery) async throws {
        guard let message = delivery.message else { return try await hooks.drop(delivery) }
        let hook = delivery.hook
        let (body, now) = (payload(of: delivery, message), site.now())
        let signature = site.accounts.webhookSecret(for: hook.salt).signature(of: body, at: now)
        let answer = try await client.post(
            body, to: hook.address,
            fields: [
                ("Content-Type", "application/json"), ("User-Agent", "Roost"), ("Expect", ""),
                ("Roost-Delivery", String(delivery.id)), ("Roost-Signature", signature),
            ])
        counts.add(answer.isSuccess ? .delivered : answer.outcome == .refusedAddress ? .refused : .failed)
        try await hooks.finish(delivery, HookOutcome(answer))
    }

    private func payload(of delivery: HookDelivery, _ message: Message) -> Data {
        let (origin, room) = (site.origin, delivery.hook.room)
        var json = JSONWriter()
        json.object { json in
            json.member("id", String(delivery.id))
            json.member("event", "message")
            json.name("room")
            json.object { json in
                json.member("id", room)
                json.member("name", delivery.roomName)
            }
            json.member(
                "url",
                origin + paths.message(RoomReference(room, name: delivery.roomName), MessageNumber(message.number)))
            json.name("message")
            MessageResource(message, in: room, own: nil, blocked: [], origin: origin).write(&json)
        }
        return json.data
    }
}

/// What became of an attempt, for the metrics.
public enum DeliveryOutcome: String, CaseIterable, Sendable {
    case delivered, failed
    /// The address is one that must not be reached.
    case refused
}

extension HookOutcome {
    fileprivate init(_ answer: WebResponse) {
        let (seconds, attoseconds) = answer.duration.components
        let milliseconds = Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
        switch answer.outcome {
        case .status(let status): self.init(status: status, problem: nil, milliseconds: milliseconds)
        case .refusedAddress:
            self.init(status: nil, problem: "This address is not on the internet", milliseconds: milliseconds)
        case .failed(let reason): self.init(status: nil, problem: reason, milliseconds: milliseconds)
        }
    }
}
