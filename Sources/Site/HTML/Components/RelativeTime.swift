/// A time relative to now, no finer than people are told.
struct RelativeTime: Hashable, Sendable {
    private enum Unit {
        case moment, minute, hour, day
    }

    private let isAhead: Bool
    private let unit: Unit
    private let count: Int

    /// - Parameter seconds: negative for the past.
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
        // The future is rounded: thirty days less a second are "in 30 days".
        count = unit == .moment ? 0 : (abs(seconds) + (isAhead ? size / 2 : 0)) / size
    }

    /// "2 minutes ago", "in 29 days"
    var text: Text { isAhead ? textAhead : textOfPast }

    private var textAhead: Text {
        switch unit {
        case .moment: Text("in a moment")
        case .minute: Text(count, one: "in 1 minute", other: "in \(count) minutes")
        case .hour: Text(count, one: "in 1 hour", other: "in \(count) hours")
        case .day: Text(count, one: "in 1 day", other: "in \(count) days")
        }
    }

    private var textOfPast: Text {
        switch unit {
        case .moment: Text("just now")
        case .minute: Text(count, one: "1 minute ago", other: "\(count) minutes ago")
        case .hour: Text(count, one: "1 hour ago", other: "\(count) hours ago")
        case .day: Text(count, one: "1 day ago", other: "\(count) days ago")
        }
    }
}
