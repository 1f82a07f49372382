import Accounts

struct TwoFactorView: View {
    static let template = "two-factor.html"
    static var fields: [Field<Self>] {
        [
            .flag("isOn", \.state.isOn),
            .text("since") { $0.since?.day },
            .text("sinceISO") { $0.since?.iso },
            .text("codesLeft") { String($0.codesLeft) },
            .text("codesInAll") { _ in String(RecoveryCode.count) },
            .flag("hasFewCodes") { $0.state.isOn && $0.codesLeft <= few },
            .text("key") { $0.key?.text },
            .text("keyURI", \.keyURI),
            .part("qrCode") { $0.keyURI.flatMap(QRCode.init) },
            .part("code") {
                FormField.code(
                    error: $0.problem, hint: Text("The six digits that the app shows once it has the key."),
                    hasFocus: $0.problem != nil)
            },
        ]
    }

    /// With this many recovery codes or fewer, the page recommends new ones.
    private static let few = 3

    let state: TwoFactor
    let username: Username
    let siteName: String
    private let timeZone: TimeZoneName?
    var problem: Text?

    init(_ state: TwoFactor, of user: User, siteName: String) {
        self.state = state
        username = user.username
        timeZone = user.preferences.timeZone
        self.siteName = siteName
    }

    private var since: Timestamp? {
        if case .on(let since, _) = state { Timestamp(since, in: timeZone) } else { nil }
    }

    private var codesLeft: Int {
        if case .on(_, let count) = state { count } else { 0 }
    }

    private var key: TwoFactorKey? {
        if case .pending(let key) = state { key } else { nil }
    }

    private var keyURI: String? { key?.uri(site: siteName, username: username) }
}
