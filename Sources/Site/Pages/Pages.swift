/// All pages, each with its template read and checked.
struct Pages: Sendable {
    let home: HomePage
    let signUp: SignUpPage
    let signIn: SignInPage
    let dashboard: DashboardPage
    let profile: ProfilePage
    let avatar: AvatarForm
    let deleteAccount: DeleteAccountPage
    let resetPassword: ResetPasswordPage
    let people: PeopleListPage
    let person: PersonPage
    let pictures: PictureFiles
    let assets: AssetFiles
    let health: HealthPages
    let error: Page<ErrorView>

    init(_ parts: SiteParts) throws {
        home = try HomePage(parts)
        signUp = try SignUpPage(parts)
        signIn = try SignInPage(parts)
        dashboard = try DashboardPage(parts)
        profile = try ProfilePage(parts)
        avatar = AvatarForm(parts, profile: profile)
        deleteAccount = try DeleteAccountPage(parts)
        resetPassword = try ResetPasswordPage(parts)
        people = try PeopleListPage(parts)
        person = try PersonPage(parts)
        pictures = PictureFiles(pictures: parts.pictures)
        assets = AssetFiles(files: parts.staticFiles)
        health = HealthPages(accounts: parts.accounts)
        error = try Page(parts)
    }
}
