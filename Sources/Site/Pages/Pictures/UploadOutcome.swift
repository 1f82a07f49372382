import Accounts
import Avatars
import WorkQueue

/// What became of a picture that somebody sent.
public enum UploadOutcome: String, CaseIterable, Sendable {
    case kept
    case noFile = "no_file"
    case tooLarge = "too_large"
    /// It is none that can be made into one of ours.
    case notAPicture = "not_a_picture"
    /// It did not come whole, or in another form than browsers send.
    case unreadable
    case throttled
    /// Too many waited.
    case busy
    /// The program that makes them is missing.
    case unavailable
    case failed

    init(_ error: any Error) {
        self =
            switch error {
            case AvatarUpload.Problem.noFile: .noFile
            case AvatarUpload.Problem.tooLarge, HTTPError.tooLarge: .tooLarge
            case AvatarUpload.Problem.notAPicture: .notAPicture
            case is HTTPError: .unreadable
            case AuthenticationError.tooManyAttempts: .throttled
            case is WorkQueue.Full: .busy
            case is Pictures.Unavailable: .unavailable
            default: .failed
            }
    }
}
