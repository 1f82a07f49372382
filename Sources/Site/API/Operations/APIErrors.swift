import Accounts
import HTTP

/// Why a request to the API is refused before a service has seen it.
enum APIError: Error, Hashable, Sendable {
    /// The access token is not one of ours, has expired, or its session has ended.
    case badToken
    /// The token's scope does not allow the operation.
    case scopeNeeded(TokenScope)
    case unsupportedType
    /// The JSON is no object.
    case noObject
    /// The query is not encoded as queries are.
    case badQuery
    case badCursor
    case badIdempotencyKey
}

extension APIError: PublicError {
    var details: ProblemDetails {
        switch self {
        case .badToken:
            return ProblemDetails.unauthorized(
                "invalid-token", Text("The access token is not valid, or its session has ended."),
                challenge: "Bearer realm=\"roost\", error=\"invalid_token\"")
        case .scopeNeeded(let scope):
            var details = ProblemDetails.forbidden(
                "scope-needed",
                scope == .write
                    ? Text("This token may only read.")
                    : Text("Only a session that was signed in with a password can do this.")
            )
            details.headers = [
                (.wwwAuthenticate, "Bearer realm=\"roost\", error=\"insufficient_scope\", scope=\"\(scope.rawValue)\"")
            ]
            return details
        case .unsupportedType:
            return ProblemDetails(
                .unsupportedMediaType, Text("That could not be read"),
                Text("The body must be JSON, with the content type application/json."))
        case .noObject:
            return ProblemDetails(
                .badRequest, Text("That is not valid JSON"), Text("The body must be one JSON object."),
                code: "invalid-json")
        case .badQuery:
            return ProblemDetails(
                .badRequest, Text("That could not be read"), Text("The query is not valid URL encoding."),
                code: "invalid-query")
        case .badCursor:
            return ProblemDetails(
                .badRequest, Text("There is no such page"), Text("Give page.next of the page before as the cursor."),
                code: "invalid-cursor")
        case .badIdempotencyKey:
            return ProblemDetails(
                .badRequest, Text("That key cannot be used"), Text("An Idempotency-Key has 1 to 255 characters."),
                code: "invalid-idempotency-key")
        }
    }
}

extension SignInNeeded: PublicError {
    var details: ProblemDetails {
        .unauthorized(
            "token-needed", Text("Send an access token: Authorization: Bearer …"), challenge: "Bearer realm=\"roost\"")
    }
}

extension MalformedJSON: PublicError {
    var details: ProblemDetails {
        ProblemDetails(.badRequest, Text("That is not valid JSON"), text, code: "invalid-json")
    }

    private var text: Text {
        switch self {
        case .syntax(let place): Text("The mistake is at byte \(place).")
        case .text(let place): Text("The text that begins at byte \(place) has characters that no text may have.")
        case .tooDeep: Text("It is nested more deeply than anything here.")
        case .duplicateName(let name): Text("A name comes twice: \(name)")
        case .strangeName(let place): Text("The name at byte \(place) is not one of any field here.")
        }
    }
}

/// Fields that do not have what they need.
struct InvalidInput: Error, Hashable, Sendable {
    /// How many unknown fields are told.
    static let limit = 20

    struct Problem: Hashable, Sendable {
        let field: String
        let text: Text
    }

    let problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// A field with a value that it cannot have.
    init(_ field: TextField, _ text: Text) {
        problems = [Problem(field: field.rawValue, text: text)]
    }
}

extension InvalidInput: PublicError {
    var details: ProblemDetails { .invalid(problems) }
}

extension ProblemDetails {
    /// `422` with what is wrong, field by field.
    static func invalid(_ problems: [InvalidInput.Problem]) -> ProblemDetails {
        var details = ProblemDetails(
            .unprocessableContent, Text("Some fields are not right"), Text("Nothing was changed."),
            code: "invalid-fields")
        details.fields = problems
        return details
    }

    static func unauthorized(_ code: String, _ text: Text, challenge: String) -> ProblemDetails {
        var details = ProblemDetails(.unauthorized, Text("Please sign in"), text, code: code)
        details.headers = [(.wwwAuthenticate, challenge)]
        return details
    }
}
