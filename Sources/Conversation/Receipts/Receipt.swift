import Accounts

/// How far a message has got with the others in a direct conversation.
public struct Receipt: Hashable, Sendable {
    public enum Stage: String, CaseIterable, Sendable {
        /// It is stored.
        case sent
        /// One of the others has been sent it, or has opened the conversation since.
        case delivered
        /// Some of the others have read it.
        case readBySome
        /// All of the others have.
        case read
    }

    public let stage: Stage
    /// How many of the others have read it.
    public let readers: Int
}

/// How far a member of a direct conversation has got.
public struct ReadMark: Hashable, Sendable {
    public let person: Participant
    /// The newest message that they have been sent.
    public let deliveredNumber: Int64
    /// The newest message that they have read.
    public let readNumber: Int64
    /// Whether others see this.
    let sendsReceipts: Bool
    /// Those of the others who have been blocked by the person.
    let blocked: Set<User.ID>

    /// Whether these two see of each other how far they have got.
    func isExchanged(with other: ReadMark) -> Bool {
        sendsReceipts && other.sendsReceipts && !blocked.contains(other.person.id)
            && !other.blocked.contains(person.id)
    }
}

/// What a member of a direct conversation sees of how far the others have got. It is mutual: who sends no receipts has none,
/// and who has blocked somebody exchanges none with them.
public struct Receipts: Hashable, Sendable {
    /// Those of the others who exchange receipts with the person.
    public let marks: [ReadMark]
    /// How many others there are.
    private let others: Int

    /// Nil where nobody exchanges receipts with the person.
    ///
    /// - Parameter all: the marks of all members, the person's as well.
    init?(_ all: [ReadMark], for person: Participant.ID) {
        guard let own = all.first(where: { $0.person.id == person }) else { return nil }
        let others = all.filter { $0.person.id != person }
        marks = others.filter { $0.isExchanged(with: own) }
        self.others = others.count
        if marks.isEmpty { return nil }
    }

    /// - Parameter number: of a message of the person's own.
    public func receipt(of number: Int64) -> Receipt {
        let readers = marks.count { $0.readNumber >= number }
        let isDelivered = readers > 0 || marks.contains { $0.deliveredNumber >= number }
        let stage: Receipt.Stage =
            readers == others ? .read : readers > 0 ? .readBySome : isDelivered ? .delivered : .sent
        return Receipt(stage: stage, readers: readers)
    }

    /// The receipts that are shown, by message. What holds for a message holds for those before it, so that each stage
    /// stands once: under the last message that has got that far.
    ///
    /// - Parameter numbers: of messages of the person's own, in order.
    public func shown(under numbers: [Int64]) -> [Int64: Receipt] {
        var last: [Receipt.Stage: (number: Int64, receipt: Receipt)] = [:]
        for number in numbers {
            let receipt = receipt(of: number)
            last[receipt.stage] = (number, receipt)
        }
        return Dictionary(uniqueKeysWithValues: last.values.map { ($0.number, $0.receipt) })
    }
}
