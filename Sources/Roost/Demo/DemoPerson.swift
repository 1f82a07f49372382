import Accounts
import Foundation

/// Someone who lives in the demo.
struct DemoPerson {
    /// A place where they are signed in, or where somebody tried to.
    struct Visit {
        var userAgent: String
        var address: String
        /// Seconds before the demo starts.
        var signedIn: TimeInterval
        var lastSeen: TimeInterval
        var isWrongPassword = false
    }

    static let password = "fruit bats at dusk"

    var username: String
    var nickname: String
    /// Seconds before the demo starts.
    var signedUp: TimeInterval
    /// The picture they have uploaded, if any.
    var avatar: [UInt8]?
    var visits: [Visit] = []
    /// So many times they have signed in and out again before, every other day.
    var earlierVisits = 0
    var preferences = Preferences()
    var isDisabled = false
}

extension DemoPerson {
    static let all = [
        DemoPerson(
            username: "ada", nickname: "Ada Ahlberg", signedUp: 41 * day, avatar: PackageResources.dusk_webp,
            visits: [
                Visit(userAgent: firefox, address: "192.0.2.14", signedIn: 12 * day, lastSeen: 3 * minute),
                Visit(userAgent: iPhone, address: "2001:db8:20::7", signedIn: 9 * day, lastSeen: 5 * hour),
                Visit(userAgent: edge, address: "198.51.100.23", signedIn: 2 * day, lastSeen: 26 * hour),
                Visit(
                    userAgent: curl, address: "203.0.113.99", signedIn: 20 * hour, lastSeen: 20 * hour,
                    isWrongPassword: true),
            ], earlierVisits: 14),
        DemoPerson(
            username: "bruno", nickname: "Bruno & Söhne", signedUp: 30 * day, avatar: PackageResources.pear_webp,
            visits: [
                Visit(userAgent: android, address: "192.0.2.77", signedIn: 6 * day, lastSeen: 40 * minute)
            ]),
        DemoPerson(
            username: "noor", nickname: "نور الهدى", signedUp: 17 * day,
            visits: [
                Visit(userAgent: safari, address: "2001:db8:4::1", signedIn: 4 * day, lastSeen: 2 * day)
            ]),
        DemoPerson(
            username: "mei", nickname: "美咲 🦇", signedUp: 5 * day, avatar: PackageResources.sea_webp,
            visits: [
                Visit(userAgent: lynx, address: "192.0.2.5", signedIn: 5 * day, lastSeen: 1 * hour)
            ], preferences: Preferences(language: .german, timeZone: TimeZoneName("Asia/Tokyo"))),
    ]

    /// When the person with this name signed up, in seconds before the demo starts.
    static func signedUp(_ username: String) -> TimeInterval {
        (all + neighbours).first { $0.username == username }?.signedUp ?? 0
    }

    private static let minute: TimeInterval = 60
    static let hour: TimeInterval = 3600
    static let day: TimeInterval = 86_400

    /// Where somebody has signed up who was not seen since.
    static let phone = Device(userAgent: android, address: "203.0.113.40")

    /// Of browsers.
    static let userAgents = [firefox, iPhone, edge, android, safari]

    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
    private static let iPhone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        + "Version/26.0 Mobile/15E148 Safari/604.1"
    private static let edge =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
        + "Safari/537.36 Edg/142.0.0.0"
    private static let android =
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
        + "Safari/537.36"
    private static let safari =
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 "
        + "Safari/605.1.15"
    private static let lynx = "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8"
    private static let curl = "curl/7.88.1"
}
