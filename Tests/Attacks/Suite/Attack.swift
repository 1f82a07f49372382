/// One thing that someone may do to the site. To add an attack, write one and name it in ``Attacks``.
protocol Attack: Sendable {
    /// By which it is chosen and listed.
    var name: String { get }
    /// What the site may use more than before, in MB.
    var memoryBound: Int { get }
    /// How many files the attacked site may have open, where that is to be few.
    var descriptorLimit: Int? { get }
    /// What the attacked site is to be told besides, as variables.
    var settings: [String: String] { get }
    /// Whether others are to be served meanwhile; where not, they are to be served afterwards.
    var sparesOthers: Bool { get }

    /// Whether a quick run has it. One that fills the queue for hashing waits until that is empty, and one by another
    /// program does what our own do.
    var canBeQuick: Bool { get }

    /// Attacks, and says what was seen and what should not have been. Returns when its connections are closed.
    func run(on target: Target) throws -> Outcome
}

extension Attack {
    var memoryBound: Int { 100 }
    var descriptorLimit: Int? { nil }
    var settings: [String: String] { [:] }
    var sparesOthers: Bool { true }
    var canBeQuick: Bool { true }
}

/// What is attacked, and how thoroughly.
struct Target: Sendable {
    let workspace: Workspace
    let site: SiteProcess
    /// Someone with a session, whose browser the attacks may use.
    let member: Visitor
    let isQuick: Bool
    /// A seed for those that draw lots, besides their own.
    let seed: UInt64?

    var port: UInt16 { site.port }

    /// `full`, or less where there is little time.
    func scaled<Value>(_ full: Value, quick: Value) -> Value {
        isQuick ? quick : full
    }
}
