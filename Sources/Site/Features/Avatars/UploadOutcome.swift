import Accounts
import Media
import WorkQueue

/// What became of an uploaded avatar.
public enum UploadOutcome: String, CaseIterable, Sendable {
    case kept
    case noFile = "no_file"
    case tooLarge = "too_large"
    /// It is not an image, or not one that can be decoded.
    case notAPicture = "not_a_picture"
    /// The request was incomplete or malformed.
    case unreadable
    case throttled
    /// Too many uploads were waiting.
    case busy
    /// The program that makes images is missing.
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
            case is AvatarStore.Unavailable: .unavailable
            default: .failed
            }
    }
}
