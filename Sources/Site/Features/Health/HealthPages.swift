import Accounts

/// `GET /healthz` and `GET /readyz`, for monitoring.
struct HealthPages: Sendable {
    let accounts: Accounts

    /// The process is up.
    func health(_ request: Request) -> Response {
        .text("ok")
    }

    /// The database can be reached.
    func readiness(_ request: Request) async -> Response {
        await accounts.isReady() ? .text("ready") : .text("not ready", status: .serviceUnavailable)
    }
}
