import Accounts
import HTTP
import Media

/// `POST /profile/avatar`, `POST /profile/avatar/delete` and `POST /profile/avatar/redraw`.
struct AvatarForm: Sendable {
    private let profile: ProfilePage
    private let site: SiteContext

    init(_ site: SiteContext, profile: ProfilePage) {
        self.profile = profile
        self.site = site
    }

    func upload(_ request: Request, person: SignedIn) async throws -> Response {
        do {
            try await receive(request, from: person)
            return .done(.pictureSaved, in: site.flashes, to: ProfilePage.top)
        } catch let problem as AvatarUpload.Problem {
            let status: Status = problem == .tooLarge ? .contentTooLarge : .unprocessableContent
            return try await profile.refuse(request, person, status: status) {
                $0.avatarProblem = problem.message(maxUpload: site.maxUpload)
            }
        }
    }

    /// Makes the picture in the request's multipart body the person's own.
    ///
    /// - Throws: `AvatarUpload.Problem`, `AuthenticationError.tooManyAttempts`, and others.
    func receive(_ request: Request, from person: SignedIn) async throws {
        do {
            guard site.avatars.acceptsUploads else { throw AvatarStore.Unavailable() }
            guard request.body.declaredLength ?? 0 <= request.body.limit else { throw AvatarUpload.Problem.tooLarge }
            try site.accounts.profiles.countUpload(by: person)
            let name = try await AvatarUpload(avatars: site.avatars, maxUpload: site.maxUpload).receive(
                request, from: person.user.id)
            try await replace(person, with: name)
            site.uploads.add(.kept)
        } catch {
            site.uploads.add(UploadOutcome(error))
            throw error
        }
    }

    func remove(_ request: Request, person: SignedIn) async throws -> Response {
        guard person.user.avatar != nil else { return .redirect(to: paths.profile) }
        try await replace(person, with: nil)
        return .done(.pictureRemoved, in: site.flashes, to: paths.profile)
    }

    func redraw(_ request: Request, person: SignedIn) async throws -> Response {
        try await site.accounts.profiles.redrawAvatar(of: person)
        return .done(.pictureDrawn, in: site.flashes, to: paths.profile)
    }

    func replace(_ person: SignedIn, with avatar: AvatarName?) async throws {
        try await site.avatars.replace(with: avatar) {
            try await site.accounts.profiles.setAvatar(avatar?.description, of: person)
        }
    }
}
