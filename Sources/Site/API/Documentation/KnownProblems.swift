import Accounts

extension ProblemDetails {
    /// Every problem with a code of its own, for those who read about it at its address.
    static let known: [ProblemDetails] =
        [
            APIError.badToken, APIError.noObject, APIError.badQuery, APIError.badCursor, APIError.badIdempotencyKey,
            APIError.scopeNeeded(.write),
            SignInNeeded(),
            InvalidInput([]), AuthenticationError.wrongCredentials, AuthenticationError.disabled,
            AuthenticationError.challengeExpired, AuthenticationError.wrongCode, AuthenticationError.wrongPassword,
            AuthenticationError.confirmationNeeded,
            AuthenticationError.tooManyAttempts(retryAt: .distantFuture, seconds: 60), RefreshRefused.unknown,
            RefreshRefused.reused, RefreshRefused.raced, SignUpClosed(reason: .badInvitation),
            SignUpClosed(reason: .invited), SignUpClosed(reason: .closed),
        ].map { (error: any PublicError) in error.details } + MessageRefused.known
}
