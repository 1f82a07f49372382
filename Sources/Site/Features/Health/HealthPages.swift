import Accounts

/// `GET /healthz` and `GET /readyz`, for monitoring, and `GET /healthz/stream` for the operator.
struct HealthPages: Sendable {
    let accounts: Accounts
    private let probe = StreamProbe()

    init(accounts: Accounts) {
        self.accounts = accounts
    }

    /// The process is up.
    func health(_ request: Request) -> Response {
        .text("ok")
    }

    /// What comes through a proxy in front of the site.
    func stream(_ request: Request) throws -> Response {
        try probe.response(to: request)
    }

    /// The database can be reached.
    func readiness(_ request: Request) async -> Response {
        await accounts.isReady() ? .text("ready") : .text("not ready", status: .serviceUnavailable)
    }
}
