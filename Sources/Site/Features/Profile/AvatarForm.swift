import Accounts
import Avatars
import HTTP

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
            return .done(.pictureSaved, in: site.flashes, to: paths.profile)
        } catch let problem as AvatarUpload.Problem {
            let status: Status = problem == .tooLarge ? .contentTooLarge : .unprocessableContent
            return try await profile.refuse(request, person, status: status) {
                $0.avatarProblem = problem.message(maxUpload: site.maxUpload)
            }
        }
    }

    private func receive(_ request: Request, from person: SignedIn) async throws {
        do {
            guard site.pictures.takesUploads else { throw Pictures.Unavailable() }
            try site.accounts.countUpload(by: person)
            let name = try await AvatarUpload(pictures: site.pictures, maxUpload: site.maxUpload).receive(request)
            try await replace(person, with: name)
            site.pictures.uploads.add(.kept)
        } catch {
            site.pictures.uploads.add(UploadOutcome(error))
            throw error
        }
    }

    func remove(_ request: Request, person: SignedIn) async throws -> Response {
        guard person.user.avatar != nil else { return .redirect(to: paths.profile) }
        try await replace(person, with: nil)
        return .done(.pictureRemoved, in: site.flashes, to: paths.profile)
    }

    func redraw(_ request: Request, person: SignedIn) async throws -> Response {
        try await site.accounts.redrawAvatar(of: person)
        return .done(.pictureDrawn, in: site.flashes, to: paths.profile)
    }

    /// The row first: a file without a row is swept away at the next start, a row without a file would show.
    private func replace(_ person: SignedIn, with name: AvatarName?) async throws {
        do {
            let old = try await site.accounts.setAvatar(name?.rawValue, of: person)
            await site.pictures.remove(old)
        } catch {
            await site.pictures.remove(name?.rawValue)
            throw error
        }
    }
}
