import Foundation
import HTTP
import Instrumentation
import Testing

@testable import Live

@Suite struct ChannelTests {
    private let now = ContinuousClock.now

    private func channel(_ kind: LiveFormat.Kind = .page, _ change: (inout LiveLimits) -> Void = { _ in }) -> Channel {
        var limits = LiveLimits()
        change(&limits)
        return Channel(LiveFormat(kind, isMember: true), limits)
    }

    private func part(_ number: Int64, _ text: String? = nil, revision: Int64? = nil) -> LivePart {
        LivePart(.message(number), Data((text ?? "[\(number)]").utf8), revision: revision ?? number)
    }

    /// All that there is for a reader, and how it goes on.
    private func take(_ id: Int, from channel: Channel) -> (text: String, end: LiveEndReason?) {
        var text = ""
        while true {
            switch channel.next(for: id) {
            case .bytes(let bytes, _): text += String(decoding: bytes.plain, as: UTF8.self)
            case .end(let reason): return (text, reason)
            case .wait: return (text, nil)
            }
        }
    }

    @Test func `each reader gets what comes after it began, in order`() {
        let channel = channel()
        channel.add(1, person: 1)
        channel.append([part(1), part(2)], at: now)
        channel.add(2, person: 2)
        channel.append([part(3)], at: now)
        #expect(take(1, from: channel).text == "[1][2][3]")
        #expect(take(2, from: channel).text == "[3]")
        #expect(take(1, from: channel).text.isEmpty)
    }

    @Test func `a reader does not get what it has been shown already`() {
        let channel = channel()
        channel.add(1, person: 1)
        channel.add(2, person: 2)
        channel.append([part(1), part(2)], at: now)
        channel.begin(1, after: 1, showing: 1, lastSlot: nil)
        channel.append([LivePart(.presence, Data("here".utf8)), part(3)], at: now)
        #expect(take(1, from: channel).text == "[2]here[3]")
        #expect(take(2, from: channel).text == "[1][2]here[3]")
    }

    @Test func `what has not changed is not sent again, except for what is sent for its own sake`() {
        let channel = channel()
        channel.add(1, person: 1)
        channel.append([part(1, "a"), part(1, "a", revision: 2), part(1, "b", revision: 3)], at: now)
        channel.append([part(1, "a", revision: 4)], at: now)
        for _ in 1...2 { channel.append([LivePart(.heartbeat, Data("-".utf8))], at: now) }
        #expect(take(1, from: channel).text == "aba--")
    }

    @Test func `a reader that is too far behind is ended`() {
        let channel = channel { $0.ringBytes = 30 }
        channel.add(1, person: 1)
        for number in 1...20 { channel.append([part(Int64(number))], at: now) }
        let (text, end) = take(1, from: channel)
        #expect(text.isEmpty && end == .slowReader)
    }

    @Test func `a page that has no slot left ends before the message that needs one`() {
        let channel = channel()
        channel.add(1, person: 1)
        channel.begin(1, after: 0, showing: 0, lastSlot: 2)
        channel.append([part(1), part(2), part(3), part(1, "x", revision: 4)], at: now)
        let (text, end) = take(1, from: channel)
        #expect(text == "[1][2]" && end == .full)
    }

    @Test func `a page that was changed often enough ends`() {
        let channel = channel { $0.parts = 3 }
        channel.add(1, person: 1)
        channel.append((1...5).map { part($0) }, at: now)
        let (text, end) = take(1, from: channel)
        #expect(text == "[1][2][3]" && end == .full)
        // Programs do not become slow by it.
        let events = self.channel(.events) { $0.parts = 3 }
        events.add(1, person: 1)
        events.append((1...5).map { part($0) }, at: now)
        #expect(take(1, from: events).text == "[1][2][3][4][5]")
    }

    @Test func `what is for one reader reaches nobody else, and only the latest of it`() {
        let channel = channel()
        channel.add(1, person: 1)
        channel.add(2, person: 1)
        for text in ["one", "two"] {
            channel.deliver(Data(text.utf8), named: "rooms", isRepeated: false, to: 1)
        }
        #expect(take(1, from: channel).text == "two")
        channel.deliver(Data("two".utf8), named: "rooms", isRepeated: false, to: 1)
        #expect(take(1, from: channel).text.isEmpty)
        channel.deliver(Data("two".utf8), named: "rooms", isRepeated: true, to: 1)
        #expect(take(1, from: channel).text == "two")
        #expect(take(2, from: channel).text.isEmpty)
    }

    @Test func `a reader who may not read any more gets nothing that waits`() {
        let channel = channel()
        channel.add(1, person: 1)
        channel.append([part(1)], at: now)
        channel.end(1, .access)
        let (text, end) = take(1, from: channel)
        #expect(text.isEmpty && end == .access)
    }

    @Test func `a reader that waits is woken once, by what comes and by its end`() {
        let (channel, wakes) = (channel(), Counter())
        channel.add(1, person: 1)
        channel.setWake({ wakes.add() }, of: 1)
        channel.append([part(1)], at: now)
        #expect(wakes.value == 0, "it has not been told yet that there is nothing")
        #expect(take(1, from: channel).text == "[1]")
        for number: Int64 in 2...3 { channel.append([part(number)], at: now) }
        #expect(wakes.value == 1)
        #expect(take(1, from: channel).text == "[2][3]")
        channel.end(1, .session)
        #expect(wakes.value == 2)
        #expect(take(1, from: channel).end == .session)
    }

    @Test func `a reader that has got the last of it is woken without asking again`() {
        let (channel, wakes) = (channel { $0.takenBytes = 1 }, Counter())
        channel.add(1, person: 1)
        channel.setWake({ wakes.add() }, of: 1)
        channel.append([part(1), part(2)], at: now)
        for isLast in [false, true] {
            guard case .bytes(_, isLast) = channel.next(for: 1) else {
                Issue.record("the step is another")
                return
            }
        }
        channel.append([part(3)], at: now)
        #expect(wakes.value == 1)
        channel.remove(1)
        #expect(channel.isEmpty)
    }

    @Test func `a reader that has been shown the beginning gets the rest`() {
        let channel = channel { $0.takenBytes = 1 }
        channel.add(1, person: 1)
        channel.append((1...5).map { part($0) }, at: now)
        channel.begin(1, after: 4, showing: 4, lastSlot: nil)
        #expect(take(1, from: channel).text == "[5]")
    }

    @Test func `what was taken counts as read, once`() {
        let channel = channel()
        channel.add(1, person: 7)
        channel.begin(1, after: 0, showing: 4, lastSlot: nil)
        #expect(channel.unwrittenMarks == [7: 4])
        channel.noteWritten(4, by: [7])
        channel.append([part(5), part(2, "edited", revision: 6)], at: now)
        #expect(channel.unwrittenMarks.isEmpty)
        _ = take(1, from: channel)
        channel.noteWritten(5, by: [8])
        #expect(channel.unwrittenMarks == [7: 5])
        channel.noteWritten(5, by: [7])
        #expect(channel.unwrittenMarks.isEmpty)
    }

    @Test func `what is taken while a mark is written counts next time`() {
        let channel = channel()
        channel.add(1, person: 7)
        channel.append([part(1)], at: now)
        _ = take(1, from: channel)
        #expect(channel.unwrittenMarks == [7: 1])
        channel.append([part(2)], at: now)
        _ = take(1, from: channel)
        channel.noteWritten(1, by: [7])
        #expect(channel.unwrittenMarks == [7: 2])
    }
}
