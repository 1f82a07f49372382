import Accounts
import Conversation
import Foundation
import PathKit
import Site
import Storage

/// An error in words for an operator at the terminal.
struct CommandProblem: CustomStringConvertible, Error {
    let description: String

    /// - Parameter database: the file that was read, where it is known.
    init(_ error: any Error, database: String? = nil) {
        switch error {
        case AdministrationError.lastAdministrator:
            description = "This is the only administrator who can sign in. Promote someone else first."
        case AdministrationError.tooManyInvitations:
            description = "\(Invitation.limit) invitations are open, as many as there may be. Revoke some first."
        case AdministrationError.appAccount: description = "This is the account of a program: no password opens it."
        case is SignUpClosed:
            description = "Nobody can make an account here, also with a link: ROOST_SIGN_UP is closed."
        case let refusal as SignUpRefused:
            let lines = [refusal.username?.englishMessage, refusal.nickname?.englishMessage]
            description = lines.compactMap(\.self).joined(separator: "\n")
        case let refusal as MembershipService.Refusal: description = refusal.sentence
        case let refusal as RoomService.Refusal: description = refusal.sentence
        case let missing as Database.NotThere: description = "\(missing) \(Self.whereToLook)"
        case let refusal as ArchiveRefusal: description = refusal.sentence
        default:
            description =
                Database.failure(error).map { Self.text($0, database) }
                ?? Database.message(of: error).map {
                    "\(database ?? "The database") cannot be read: \($0).\(Self.advice(error))"
                }
                ?? (error as? CocoaError)?.sentence ?? "\(error)"
        }
    }

    private static let whereToLook = "Say where the site is with --config or --database."

    private static func advice(_ error: any Error) -> String {
        Database.isDamage(error) ? " Keep the file, and restore the last backup: docs/operate.md." : ""
    }

    private static func text(_ failure: Database.Failure, _ database: String?) -> String {
        switch failure {
        case .busy: "The database is busy. Try again."
        case .full: "The disk is full."
        case .readOnly: notWritable(database)
        }
    }

    /// Names the file, or the folder that it is to be made in, and who may write it.
    private static func notWritable(_ database: String?) -> String {
        guard let database else { return "The database cannot be written. Run this as the user that the site runs as." }
        let file = Path(database).absolute()
        if file.isDirectory { return "\(file) is a folder, and not a database." }
        let place = (file.exists && !FileAccess.isWritable(file.string) ? file : file.parent()).string
        if FileAccess.isReadOnlyFileSystem(place) { return "\(place) cannot be written: its file system is read-only." }
        guard !FileAccess.isWritable(place) else { return "\(file) cannot be opened to write." }
        return "\(place) cannot be written." + advice(place, isDatabase: place == file.string)
    }

    private static func advice(_ place: String, isDatabase: Bool) -> String {
        guard let owner = FileAccess.owner(of: place) else { return " There is no such folder. \(whereToLook)" }
        guard isDatabase else { return " It belongs to \(owner). \(whereToLook)" }
        if FileAccess.isTrusted(place), owner != "root" { return " Its permissions do not allow it (chmod u+w)." }
        return owner == "root"
            ? " It belongs to root: give it to the user that the site runs as (chown)."
            : " It belongs to \(owner): run this as that user."
    }
}

extension CocoaError {
    /// The file, and what the system says of it; Foundation's own text has codes and keys.
    fileprivate var sentence: String {
        let file = filePath ?? url?.path() ?? "A file"
        let reason = (underlying as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
        return "\(file) cannot be used: \(reason ?? localizedDescription)."
    }
}

extension RoomService.Refusal {
    fileprivate var sentence: String {
        switch self {
        case .tooManyRooms: "The person is in as many rooms as one can be."
        case .tooManyDirectRooms: "The person has begun as many direct conversations as one can."
        case .noSuchPerson: "There is no account of this name."
        case .wrongNumberOfPeople:
            "A direct conversation is between \(RoomService.directPeople.lowerBound) and \(RoomService.directPeople.upperBound) people."
        case .blocked: "One of the people has blocked another."
        case .includesEveryone: "The room that everyone is in stays."
        case .nameTaken: "Another open room has this name."
        }
    }
}

extension MembershipService.Refusal {
    fileprivate var sentence: String {
        switch self {
        case .noSuchPerson: "There is no account of this name."
        case .blocked: "The person does not want to be in this room."
        case .tooManyRooms: "The person is in as many rooms as one can be."
        case .roomIsFull: "The room has as many members as a room can have."
        case .isDisabled: "This account is disabled."
        case .lastOwner: "The room would be without an owner. Make someone else an owner first."
        case .cannotLeave: "Nobody leaves this room."
        }
    }
}

/// An error that ends the program: its description is printed, and the exit code is 1.
struct UserFacingError: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description = "\(error)"
    }
}
