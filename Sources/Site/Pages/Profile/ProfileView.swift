import Accounts

struct ProfileView: View {
    static let template = "profile.html"
    static var fields: [Field<Self>] {
        [
            .text("avatar", \.avatar),
            .text("username", \.username),
            .text("memberSince", \.memberSince.day),
            .part("nickname") { FormField.nickname($0.nickname, error: $0.nicknameProblem) },
            .text("avatarProblem", \.avatarProblem),
            .text("maxUpload") { ByteCount.text($0.maxUpload) },
            .flag("hasPicture", \.hasPicture),
            .flag("hasTwoFactor", \.hasTwoFactor),
            .part("currentPassword") { FormField.currentPassword(error: $0.currentPasswordProblem) },
            .part("newPassword") {
                FormField.newPassword(
                    name: "new_password", label: "New password", error: $0.passwordRefusal?.new?.message)
            },
        ]
    }

    let avatar: String
    let username: String
    let memberSince: Moment
    let hasPicture: Bool
    let hasTwoFactor: Bool
    let maxUpload: Int
    var nickname: String
    var nicknameProblem: String?
    var avatarProblem: String?
    var passwordRefusal: Accounts.PasswordChangeRefused?

    init(_ user: User, hasTwoFactor: Bool, maxUpload: Int) {
        avatar = SitePath.picture.path(PictureName(of: user))
        username = user.username.text
        memberSince = Moment(user.createdAt)
        hasPicture = user.avatar != nil
        self.hasTwoFactor = hasTwoFactor
        self.maxUpload = maxUpload
        nickname = user.nickname.text
    }

    private var currentPasswordProblem: String? {
        passwordRefusal?.currentIsWrong == true ? "This is not your current password." : nil
    }
}
