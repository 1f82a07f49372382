import Foundation

/// The name of a time zone in the IANA database: "Europe/Berlin".
public struct TimeZoneName: Hashable, Codable, Sendable {
    /// More than the longest name has.
    public static let byteLimit = 64

    public let text: String

    /// Nil unless the name is one of ``all``.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.byteLimit, Self.known.contains(text) else { return nil }
        self.text = text
    }

    /// The zones of places, in the order of the alphabet; not what the database keeps for the sake of old names.
    public static let all: [TimeZoneName] = known.sorted().map(TimeZoneName.init(known:))

    /// The database is Unicode's (ICU), which keeps the names that it began with where IANA has renamed a zone.
    private static let renamed = [
        "Africa/Asmera": "Africa/Asmara", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
        "America/Catamarca": "America/Argentina/Catamarca", "America/Coral_Harbour": "America/Atikokan",
        "America/Cordoba": "America/Argentina/Cordoba", "America/Godthab": "America/Nuuk",
        "America/Indianapolis": "America/Indiana/Indianapolis", "America/Jujuy": "America/Argentina/Jujuy",
        "America/Louisville": "America/Kentucky/Louisville", "America/Mendoza": "America/Argentina/Mendoza",
        "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
        "Asia/Saigon": "Asia/Ho_Chi_Minh", "Atlantic/Faeroe": "Atlantic/Faroe", "Europe/Kiev": "Europe/Kyiv",
        "Pacific/Enderbury": "Pacific/Kanton", "Pacific/Ponape": "Pacific/Pohnpei", "Pacific/Truk": "Pacific/Chuuk",
    ]

    private static let known: Set<String> = {
        let regions: Set<Substring> = [
            "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
        ]
        let places = TimeZone.knownTimeZoneIdentifiers.filter { regions.contains($0.prefix { $0 != "/" }) }
        return Set(places.map { renamed[$0] ?? $0 })
    }()

    private init(known text: String) {
        self.text = text
    }

    /// In seconds east of UTC.
    public func offset(at date: Date) -> Int {
        TimeZone(identifier: text)?.secondsFromGMT(for: date) ?? 0
    }
}
