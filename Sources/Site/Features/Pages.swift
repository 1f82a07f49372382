/// All pages, each with its template read and checked.
final class Pages: Sendable {
    let home: HomePage
    let signUp: SignUpPage
    let signIn: SignInPage
    let passwordConfirmation: PasswordConfirmationPage
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
    let rooms: RoomListPage
    let newRoom: NewRoomPage
    let room: RoomPage
    let message: MessageDetailPage
    let pins: PinsPage
    let roomFiles: RoomFilesPage
    let ownFiles: OwnFilesPage
    let files: FilePages
    let members: MembersPage
    let roomSettings: RoomSettingsPage
    let deleteRoom: DeleteRoomPage
    let personProfile: PersonProfilePage
    let newConversation: NewConversationPage
    let inbox: InboxPage
    let search: MessageSearchPage
    let reports: ReportQueuePage
    let auditLog: AuditLogPage
    let avatarImages: AvatarImages
    let assets: AssetFiles
    let health: HealthPages
    let live: LivePages
    let socket: SocketPage
    let compose: ComposePage
    let error: Page<ErrorView>
    let framedError: FramePage<FrameErrorView>
    let welcome: WelcomePage
    let language: LanguageChoice
    let invitations: InvitationsPage
    let api: APIPage
    let tokens: TokensPage
    let news: NewsFeed
    let feedAddress: FeedAddressPage
    let hooks: HooksPage
    let outgoingHooks: OutgoingHooksPage

    init(_ site: SiteContext) throws {
        home = try HomePage(site)
        signUp = try SignUpPage(site)
        signIn = try SignInPage(site)
        passwordConfirmation = try PasswordConfirmationPage(site)
        signInCode = try SignInCodePage(site)
        twoFactor = try TwoFactorPage(site)
        dashboard = try DashboardPage(site)
        activity = try ActivityPages(site)
        profile = try ProfilePage(site)
        avatar = AvatarForm(site, profile: profile)
        export = ExportPage(site)
        deleteAccount = try DeleteAccountPage(site)
        resetPassword = try ResetPasswordPage(site)
        people = try PeopleListPage(site)
        person = try PersonPage(site)
        rooms = try RoomListPage(site)
        newRoom = try NewRoomPage(site)
        let messages = MessageViews(site)
        room = try RoomPage(site, messages)
        message = try MessageDetailPage(site, messages)
        pins = try PinsPage(site, messages)
        roomFiles = try RoomFilesPage(site)
        ownFiles = try OwnFilesPage(site)
        files = FilePages(site)
        members = try MembersPage(site)
        roomSettings = try RoomSettingsPage(site)
        deleteRoom = try DeleteRoomPage(site)
        personProfile = try PersonProfilePage(site)
        newConversation = try NewConversationPage(site)
        inbox = try InboxPage(site)
        search = try MessageSearchPage(site)
        reports = try ReportQueuePage(site)
        auditLog = try AuditLogPage(site)
        avatarImages = AvatarImages(avatars: site.avatars)
        assets = AssetFiles(files: site.staticFiles)
        health = HealthPages(accounts: site.accounts)
        live = try LivePages(site, messages, plain: room)
        compose = try ComposePage(site, live)
        socket = SocketPage(site, live.hub)
        error = try Page(site)
        framedError = try FramePage(site)
        welcome = try WelcomePage(site)
        invitations = try InvitationsPage(site)
        api = try APIPage(site)
        tokens = try TokensPage(site)
        news = try NewsFeed(site, messages)
        feedAddress = try FeedAddressPage(site)
        hooks = try HooksPage(site)
        outgoingHooks = try OutgoingHooksPage(site)
        language = LanguageChoice(cookies: site.sessions.cookies)
    }
}
