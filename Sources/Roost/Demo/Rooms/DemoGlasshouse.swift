import Foundation

/// What the thermometer in the glasshouse says, and people in between: enough messages to page through.
enum DemoGlasshouse {
    static let owner = "amara"
    static let members = ["ada", "chidi", "hana", "kofi", "mei", "noor"]
    static let count = 5_000
    private static let interval: TimeInterval = 600
    /// Seconds before the demo starts.
    static let age = Double(count + 1) * interval

    struct Entry {
        let author: String
        let text: String
        let at: Date
    }

    /// The oldest first.
    static func messages(before now: Date) -> [Entry] {
        (0..<count).map { index in
            let at = now - age + Double(index + 1) * interval
            if index % 97 == 60 {
                let (author, text) = remarks[index / 97 % remarks.count]
                let isKnown = DemoPerson.signedUp(author) > now.timeIntervalSince(at)
                return Entry(author: isKnown ? author : owner, text: text, at: at)
            }
            return Entry(author: owner, text: reading(index, at), at: at)
        }
    }

    private static func reading(_ index: Int, _ at: Date) -> String {
        let hour = at.timeIntervalSince1970.truncatingRemainder(dividingBy: 86_400) / 3600
        let noise = Double(index * 7_919 % 31) / 31 - 0.5
        let tenths = Int((14.5 + 6.5 * sin((hour - 9) / 24 * 2 * .pi) + noise) * 10)
        let humidity = 72 - (tenths - 145) / 6 + index * 31 % 5
        return "**\(tenths / 10).\(tenths % 10) °C**, \(humidity) % humidity"
    }

    private static let remarks = [
        ("chidi", "Who left the door open? It has 3 degrees less than yesterday."),
        ("hana", "Me. There was a robin inside, and it took its time."),
        ("kofi", "Watered the seedlings. The tray on the left was dry as toast."),
        ("amara", "The sensor is mine, the numbers are the weather's. Complaints to either."),
        ("ada", "Could somebody close the roof vent tonight?"),
        ("noor", "Closed it. The handle is stiff, turn it left first."),
        ("hana", "First flower on the chilli by the window!"),
        ("chidi", "It is me who says good night to the leeks. Just so you know why the light was on."),
        ("mei", "I moved the watering cans under the bench, so that nobody falls over them but me."),
        ("kofi", "Fleece over the front row, please, if it falls below nine."),
    ]
}
