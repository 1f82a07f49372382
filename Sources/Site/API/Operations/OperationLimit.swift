import Accounts
import Conversation
import HTTP

/// A limit that holds for an operation, by the name that its policy has in `RateLimit-Policy`.
enum OperationLimit: String, CaseIterable, Sendable {
    case messages, changes, rooms, passwords, pictures, exports
    case signIns = "sign-ins"
    case signUps = "sign-ups"

    /// What is left of it for whoever asks; nil where nobody does.
    ///
    /// - Parameter room: the first parameter of the path.
    fileprivate func quota(for request: Request, in room: RoomReference?, _ site: SiteContext) -> Quota? {
        switch self {
        case .signIns: return site.accounts.quota(for: .signIn(request.device))
        case .signUps: return site.accounts.quota(for: .signUp(request.device))
        default: break
        }
        guard let person = request.visitor.signedIn else { return nil }
        switch self {
        case .passwords: return site.accounts.quota(for: .passwordConfirmation(person.session.id))
        case .pictures: return site.accounts.quota(for: .upload(person.user.id))
        case .exports: return site.accounts.quota(for: .export(person.user.id))
        case .rooms: return site.conversation.quota(of: person.user.id, for: .creation)
        case .messages: return room.map { site.conversation.quota(of: person.user.id, for: .message($0.number)) }
        case .changes: return room.map { site.conversation.quota(of: person.user.id, for: .change($0.number)) }
        case .signIns, .signUps: return nil
        }
    }
}

extension Route {
    /// The same operation, whose responses say what is left of a limit.
    func limited(by limit: OperationLimit, _ site: SiteContext) -> Route {
        limited(by: limit) { handler, texts in
            let room = texts.first.flatMap { RoomReference(String($0)) }
            return { request in
                let quota = { limit.quota(for: request, in: room, site) }
                return try await request.limited(by: limit, quota) { try await handler(request) }
            }
        }
    }
}

extension Request {
    /// What `respond` gives or throws, with what is left of the limit afterwards.
    ///
    /// - Parameter quota: nil where the limit is nobody's.
    func limited(
        by limit: OperationLimit, _ quota: () -> Quota?, _ respond: () async throws -> Response
    ) async throws -> Response {
        do {
            var response = try await respond()
            for (name, value) in quota()?.fields(of: limit) ?? [] { response.headers[name] = value }
            return response
        } catch {
            guard let quota = quota() else { throw error }
            throw LimitedFailure(cause: error, limit: limit, quota: quota)
        }
    }
}

/// An error of an operation with a limit, and what is left of the limit.
struct LimitedFailure: PublicError, CustomStringConvertible {
    let cause: any Error
    let limit: OperationLimit
    let quota: Quota

    var details: ProblemDetails {
        var details = ProblemDetails(of: cause)
        var quota = quota
        // More than one limit may hold, and the one that was reached counts.
        if details.status == .tooManyRequests {
            let wait = details.headers.first { $0.0 == .retryAfter }.flatMap { Int($0.1) } ?? 0
            quota = Quota(
                limit: quota.limit, window: Double(quota.window), remaining: 0, reset: Double(max(wait, quota.reset)))
        }
        details.headers += quota.fields(of: limit)
        return details
    }

    /// As the log has it.
    var description: String { "\(cause)" }
}

extension Quota {
    /// As draft-ietf-httpapi-ratelimit-headers has it: `"messages";q=10;w=10` and `"messages";r=9;t=1`.
    fileprivate func fields(of limit: OperationLimit) -> [(FieldName, String)] {
        [
            (.rateLimitPolicy, "\"\(limit.rawValue)\";q=\(self.limit);w=\(window)"),
            (.rateLimit, "\"\(limit.rawValue)\";r=\(remaining);t=\(reset)"),
        ]
    }
}

extension FieldName {
    static let rateLimitPolicy = FieldName("RateLimit-Policy")
    static let rateLimit = FieldName("RateLimit")
}
