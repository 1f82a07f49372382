/// How far off something is, no finer than it is told: two that are equal read the same, so that a page with it stays
/// the same until another minute is told.
struct Distance: Hashable, Sendable {
    private enum Unit: String {
        case moment, minute, hour, day
    }

    private let isAhead: Bool
    private let unit: Unit
    private let count: Int

    /// - Parameter seconds: negative for what has been.
    init(seconds: Int) {
        isAhead = seconds > 0
        let size: Int
        (unit, size) =
            switch abs(seconds) {
            case ..<60: (.moment, 60)
            case ..<3600: (.minute, 60)
            case ..<86_400: (.hour, 3600)
            default: (.day, 86_400)
            }
        // What is to come is rounded: thirty days less a second are "in 30 days".
        count = unit == .moment ? 0 : (abs(seconds) + (isAhead ? size / 2 : 0)) / size
    }

    /// "2 minutes ago", "in 29 days"
    var text: String {
        if unit == .moment { return isAhead ? "in a moment" : "just now" }
        let amount = count == 1 ? "1 \(unit.rawValue)" : "\(count) \(unit.rawValue)s"
        return isAhead ? "in \(amount)" : "\(amount) ago"
    }
}
