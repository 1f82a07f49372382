import Accounts
import Conversation
import Foundation
import Storage
import Testing

@testable import Roost

extension OpenSite {
    /// Runs `roost room`.
    func room(_ arguments: String..., input: String = "") async throws -> RoostProgram.Outcome {
        try await program.run(["room"] + arguments, input: input)
    }

    /// Runs `roost room`, which is to succeed, and gives the lines of its output.
    func roomLines(_ arguments: String..., input: String = "") async throws -> [String] {
        let outcome = try await program.run(["room"] + arguments, input: input)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.lines
    }

    /// Makes a room of this person.
    func makeRoom(_ name: String, _ kind: NewRoom.Kind = .open, by person: User.ID) async throws -> Room.ID {
        try await conversation.rooms.create(kind, name: RoomName(name), description: RoomDescription(""), by: person)
            .id
    }

    @discardableResult
    func post(_ text: String, in room: Room.ID, by person: User.ID, replyTo reply: Int64? = nil) async throws -> Int64 {
        let draft = MessageDraft(try MessageBody(text), reply: reply, key: MessageKey())
        return try await conversation.messages.post(draft, as: conversation.rooms.member(of: room, by: person)).number
    }

    /// What stands in a room, as this person sees it.
    func texts(in room: Room.ID, by person: User.ID) async throws -> [String] {
        try await conversation.messages.pageBesideRooms(.newest, in: room, by: person).page.messages.map(\.text)
    }
}

extension ConversationLimits {
    /// Without rates.
    static var unlimited: ConversationLimits {
        var limits = ConversationLimits()
        (limits.messageBurst, limits.actionBurst, limits.creationBurst) = (1_000_000, 1_000_000, 1_000_000)
        return limits
    }
}
