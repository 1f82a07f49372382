/// All pages, each with its template read and checked.
struct Pages: Sendable {
    let home: HomePage
    let signUp: SignUpPage
    let signIn: SignInPage
    let proof: PasswordConfirmationPage
    let signInCode: SignInCodePage
    let twoFactor: TwoFactorPage
    let dashboard: DashboardPage
    let activity: ActivityPages
    let profile: ProfilePage
    let avatar: AvatarForm
    let export: ExportPage
    let deleteAccount: DeleteAccountPage
    let resetPassword: ResetPasswordPage
    let people: PeopleListPage
    let person: PersonPage
    let avatarImages: AvatarImages
    let assets: AssetFiles
    let health: HealthPages
    let error: Page<ErrorView>

    init(_ parts: SiteContext) throws {
        home = try HomePage(parts)
        signUp = try SignUpPage(parts)
        signIn = try SignInPage(parts)
        proof = try PasswordConfirmationPage(parts)
        signInCode = try SignInCodePage(parts)
        twoFactor = try TwoFactorPage(parts)
        dashboard = try DashboardPage(parts)
        activity = try ActivityPages(parts)
        profile = try ProfilePage(parts)
        avatar = AvatarForm(parts, profile: profile)
        export = ExportPage(parts)
        deleteAccount = try DeleteAccountPage(parts)
        resetPassword = try ResetPasswordPage(parts)
        people = try PeopleListPage(parts)
        person = try PersonPage(parts)
        avatarImages = AvatarImages(avatars: parts.avatars)
        assets = AssetFiles(files: parts.staticFiles)
        health = HealthPages(accounts: parts.accounts)
        error = try Page(parts)
    }
}
