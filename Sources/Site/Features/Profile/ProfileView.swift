import Accounts
import Conversation

struct ProfileView: View {
    static let template = "profile.html"
    static var fields: [Field<Self>] {
        [
            .part("avatar", \.avatar),
            .text("largeAvatar", \.largeAvatar),
            .text("username", \.username),
            .text("memberSince", \.memberSince.day),
            .part("nickname") { FormField.nickname($0.nickname, error: $0.nicknameProblem) },
            .part("statusEmoji") { FormField.statusEmoji($0.status.emoji, error: $0.statusRefusal?.emoji) },
            .part("status") { FormField.status($0.status.text, error: $0.statusRefusal?.text) },
            .flag("hasStatus", \.hasStatus),
            .parts("blocked", \.blocked),
            .text("ownPage", \.ownPage),
            .part("language") { SelectField.language($0.preferences.language, error: $0.preferencesRefusal?.language) },
            .part("timeZone") {
                SelectField.timeZone(
                    $0.preferences.timeZone, default: $0.defaultTimeZone, error: $0.preferencesRefusal?.timeZone)
            },
            .flag("showsPresence", \.privacy.showsPresence),
            .flag("sendsReceipts", \.privacy.sendsReceipts),
            .problem("avatarProblem", with: { _ in "avatar" }, \.avatarProblem),
            .text("maxUpload") { ByteCount.text($0.maxUpload) },
            .flag("hasAvatar", \.hasAvatar),
            .flag("takesUploads", \.takesUploads),
            .flag("hasTwoFactor", \.hasTwoFactor),
            .part("currentPassword") { FormField.currentPassword(error: $0.currentPasswordProblem) },
            .part("newPassword") {
                FormField.newPassword(
                    name: "new_password", label: Text("New password"), error: $0.passwordRefusal?.new?.message)
            },
        ]
    }

    let avatar: AvatarView
    /// Where the uploaded picture is in a large size.
    let largeAvatar: String?
    let username: String
    let memberSince: Timestamp
    let hasAvatar: Bool
    let takesUploads: Bool
    let hasTwoFactor: Bool
    let maxUpload: Int
    /// The zone of people who have chosen none; nil for UTC.
    let defaultTimeZone: TimeZoneName?
    /// Where others see the person.
    let ownPage: String
    let hasStatus: Bool
    let blocked: [BlockedPerson]
    var nickname: String
    var nicknameProblem: Text?
    var status: StatusForm
    var statusRefusal: StatusForm.Refused?
    var preferences: Preferences
    var preferencesRefusal: PreferencesForm.Refused?
    let privacy: Privacy
    var avatarProblem: Text?
    var passwordRefusal: PasswordChangeRefused?

    init(
        _ user: User, status: UserStatus?, blocked: [Participant], hasTwoFactor: Bool, takesUploads: Bool,
        maxUpload: Int, defaultTimeZone: TimeZoneName?
    ) {
        hasAvatar = user.avatar != nil
        avatar = AvatarView(
            of: user, .medium, description: hasAvatar ? Text("Your picture") : Text("Your picture, drawn by Roost"))
        let large = ServedAvatar(of: user, in: .px512)
        largeAvatar = large.isUploaded ? paths.avatarImage(large) : nil
        username = user.username.text
        memberSince = Timestamp(user.createdAt, in: user.preferences.timeZone)
        self.takesUploads = takesUploads
        self.hasTwoFactor = hasTwoFactor
        self.maxUpload = maxUpload
        self.defaultTimeZone = defaultTimeZone
        nickname = user.nickname.text
        ownPage = paths.personPage(PersonName(username: user.username.text))
        (hasStatus, self.status) = (status != nil, StatusForm(status))
        self.blocked = blocked.map(BlockedPerson.init)
        preferences = user.preferences
        privacy = user.privacy
    }

    private var currentPasswordProblem: Text? { passwordRefusal?.currentMessage }
}
