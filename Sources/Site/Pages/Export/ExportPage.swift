import Accounts
import Avatars
import Foundation
import HTTP

/// `POST /profile/export`: one file with everything the site holds about the person, made as it is asked for.
struct ExportPage: Sendable {
    private let accounts: Accounts
    private let pictures: Pictures

    init(_ parts: SiteParts) {
        accounts = parts.accounts
        pictures = parts.pictures
    }

    func export(_ request: Request, person: SignedIn) async throws -> Response {
        let data = try await accounts.export(of: person)
        let file = PersonalData(data: data, picture: try await picture(named: data.account.picture))
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var response = Response(status: .ok, body: .bytes(try encoder.encode(file)))
        response.headers[.contentType] = "application/json"
        let name = "roost-\(person.user.username.text).json"
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    private func picture(named name: String?) async throws -> PersonalData.Picture? {
        guard let name = name.flatMap({ AvatarName($0) }), let data = try await pictures.read(name.file(.largest))
        else { return nil }
        return PersonalData.Picture(mediaType: AvatarFileName.mediaType, base64: data)
    }
}

/// What the file holds: the account's data, and the picture itself.
private struct PersonalData: Encodable {
    struct Picture: Encodable {
        let mediaType: String
        let base64: Data
    }

    let data: AccountExport
    let picture: Picture?
}
