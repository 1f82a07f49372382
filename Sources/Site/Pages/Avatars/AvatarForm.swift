import Accounts
import HTTP
import Instrumentation
import Media

/// `POST /profile/avatar`, `POST /profile/avatar/delete` and `POST /profile/avatar/redraw`.
struct AvatarForm: Sendable {
    private let profile: ProfilePage
    private let accounts: Accounts
    private let avatars: AvatarStore
    private let uploads: Counters<UploadOutcome>
    private let flashes: Flashes
    private let maxUpload: Int

    init(_ parts: SiteContext, profile: ProfilePage) {
        self.profile = profile
        accounts = parts.accounts
        avatars = parts.avatars
        uploads = parts.uploads
        flashes = parts.flashes
        maxUpload = parts.maxUpload
    }

    func upload(_ request: Request, person: SignedIn) async throws -> Response {
        do {
            try await receive(request, from: person)
            return .done(.pictureSaved, in: flashes, to: .profile)
        } catch let problem as AvatarUpload.Problem {
            let status: Status = problem == .tooLarge ? .contentTooLarge : .unprocessableContent
            return try await profile.refuse(request, person, status: status) {
                $0.avatarProblem = problem.message(maxUpload: maxUpload)
            }
        }
    }

    private func receive(_ request: Request, from person: SignedIn) async throws {
        do {
            guard avatars.acceptsUploads else { throw AvatarStore.Unavailable() }
            try accounts.countUpload(by: person)
            let name = try await AvatarUpload(avatars: avatars, maxUpload: maxUpload).receive(request)
            try await replace(person, with: name)
            uploads.add(.kept)
        } catch {
            uploads.add(UploadOutcome(error))
            throw error
        }
    }

    func remove(_ request: Request, person: SignedIn) async throws -> Response {
        guard person.user.avatar != nil else { return .redirect(to: .profile) }
        try await replace(person, with: nil)
        return .done(.pictureRemoved, in: flashes, to: .profile)
    }

    func redraw(_ request: Request, person: SignedIn) async throws -> Response {
        try await accounts.redrawAvatar(of: person)
        return .done(.pictureDrawn, in: flashes, to: .profile)
    }

    private func replace(_ person: SignedIn, with avatar: AvatarName?) async throws {
        try await avatars.replace(with: avatar) { try await accounts.setAvatar(avatar?.description, of: person) }
    }
}
