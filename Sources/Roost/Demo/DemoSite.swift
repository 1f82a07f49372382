import Accounts
import Foundation
import Media
import PathKit
import Storage
import Synchronization
import WorkQueue

/// Fills an empty site with the people of the demo, with what they say, and with a crowd for measurements.
///
/// It uses the same functions as pages, with a clock that is set to the time at which things happened.
struct DemoSite: Sendable {
    private let settings: Settings
    private let database: Database
    private let accounts: Accounts
    private let clock: DemoClock
    private let media: MediaStore
    /// Nil on a machine that lacks the program for it.
    private let images: ImageProcessor?

    init(settings: Settings) throws {
        let clock = DemoClock()
        database = try Database(path: settings.database)
        // Cheap hashes let the demo start at once. The first sign-in of each person replaces theirs.
        accounts = Accounts(
            database: database,
            hasher: PasswordHasher(
                parameters: ScryptParameters(logN: 10, r: 8, p: 1),
                queue: WorkQueue(label: "roost.demo", width: 1, depth: 1)),
            secret: try settings.secret ?? SecretFile(for: settings.database).secret(), now: { clock.time })
        self.clock = clock
        self.settings = settings
        let files = WorkQueue(label: "roost.demo.files", width: 1, depth: 10)
        // The images are not hostile, and the machine may be busy.
        var limits = ImageLimits()
        limits.time = .seconds(600)
        media = MediaStore(try MediaFolder(path: Path(settings.uploads)), files: files)
        images = (try? ImageTool(searching: ImageTool.defaultPath)).map {
            ImageProcessor(files: files, tool: $0, limits: limits, width: 1, depth: 1)
        }
    }

    /// - Parameter messages: how many to add for measurements, in place of what people say in the demo.
    /// - Returns: tokens of the crowd's sessions, at most ``DemoCrowd/tokenLimit``.
    func fill(with crowd: DemoCrowd, messages: Int) async throws -> [SessionToken] {
        var people: [String: User.ID] = [:]
        for person in DemoPerson.all + DemoPerson.neighbours {
            let id = try await add(person)
            if !person.isDisabled { people[person.username] = id }
        }
        // What is measured is alike for everyone.
        if messages == 0 {
            let files = AttachmentFiles(media, images: images)
            try await DemoConversation(database: database, clock: clock, people: people, files: files).fill()
        }
        let tokens = try await add(crowd)
        try await SeedRooms(in: database, messages: messages).add()
        try database.close()
        return tokens
    }

    /// Their password is hashed as on a real site, so that signing in can be measured.
    private func add(_ crowd: DemoCrowd) async throws -> [SessionToken] {
        guard crowd.count > 0 else { return [] }
        let accounts = Accounts(
            database: database,
            hasher: PasswordHasher(queue: WorkQueue(label: "roost.demo", width: 1, depth: 1)),
            secret: try settings.secret ?? SecretFile(for: settings.database).secret(),
            lifetime: SessionLifetime(remembered: settings.sessionTTL))
        return try await crowd.move(into: SeedData(of: accounts, password: DemoPerson.password))
    }

    private func add(_ person: DemoPerson) async throws -> User.ID {
        clock.set(to: person.signedUp)
        let home = person.visits.first.map { Device(userAgent: $0.userAgent, address: $0.address) } ?? DemoPerson.phone
        let first = try await accounts.authentication.signUp(
            username: person.username, nickname: person.nickname, password: DemoPerson.password, on: home)
        let signedIn = SignedIn(user: first.user, session: first.session)
        if let avatar = person.avatar {
            clock.advance(by: 240)
            try await setAvatar(avatar, of: signedIn)
        }
        try await accounts.profiles.setPreferences(person.preferences, of: signedIn)
        try await accounts.sessions.signOut(signedIn)
        for number in 0..<person.earlierVisits {
            var visit = person.visits[0]
            visit.signedIn = person.signedUp - Double(2 * number + 1) * DemoPerson.day
            visit.lastSeen = visit.signedIn - DemoPerson.hour
            guard let issued = try await add(visit, of: person) else { continue }
            try await accounts.sessions.signOut(SignedIn(user: issued.user, session: issued.session))
        }
        var sessions: [IssuedSession] = []
        for visit in person.visits {
            if let issued = try await add(visit, of: person) { sessions.append(issued) }
        }
        if let first = sessions.first {
            try await confirmOlderSignIns(by: SignedIn(user: first.user, session: first.session))
        }
        if person.isDisabled { try await accounts.administration.disable(signedIn.user.id, by: .commandLine) }
        return signedIn.user.id
    }

    /// Leaves one question on the dashboard.
    private func confirmOlderSignIns(by person: SignedIn) async throws {
        for entry in try await accounts.activity.unansweredSignIns(askedOf: person).dropFirst() {
            try await accounts.activity.confirmSignIn(entry.id, by: person)
        }
    }

    /// The session of the visit; nil if it opened none.
    private func add(_ visit: DemoPerson.Visit, of person: DemoPerson) async throws -> IssuedSession? {
        clock.set(to: visit.signedIn)
        do {
            let result = try await accounts.authentication.signIn(
                username: person.username, password: visit.isWrongPassword ? "a guess" : DemoPerson.password,
                remember: true, on: Device(userAgent: visit.userAgent, address: visit.address))
            guard case .done(let issued) = result else { return nil }
            clock.set(to: visit.lastSeen)
            _ = try await accounts.sessions.authenticate(issued.token)
            try await accounts.flush()
            return issued
        } catch AuthenticationError.wrongCredentials where visit.isWrongPassword {
            return nil
        }
    }

    /// Does nothing on a machine that lacks the program for it.
    private func setAvatar(_ image: [UInt8], of person: SignedIn) async throws {
        guard let images else { return }
        let avatars = AvatarStore(media, images: images) { _, _ in }
        let file = try await media.newIncomingFile(limit: image.count)
        try await media.append(Data(image), to: file)
        let avatar = try await avatars.make(from: file, for: person.user.id)
        try await avatars.replace(with: avatar) {
            try await accounts.profiles.setAvatar(avatar.description, of: person)
        }
    }
}

/// A clock that is set by hand.
final class DemoClock: Sendable {
    private let start = Date()
    private let current = Mutex(Date())

    var time: Date { current.withLock { $0 } }

    /// - Parameter ago: seconds before the demo starts.
    func set(to ago: TimeInterval) {
        current.withLock { $0 = start - ago }
    }

    func advance(by seconds: TimeInterval) {
        current.withLock { $0 += seconds }
    }
}
