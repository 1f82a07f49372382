import Accounts
import Foundation
import Media
import PathKit
import Site

extension Application {
    /// Warns the operator of what is set up unsafely.
    func warn() {
        if !Sandbox.restrictsReading {
            log.warning("the kernel has no Landlock: a compromised picture decoder could read the site's files")
        }
        if settings.isUnencrypted {
            log.warning("passwords are sent unencrypted: use a proxy with TLS, and set ROOST_PUBLIC_URL to https")
        }
        if settings.trustsNoProxy {
            log.warning(
                """
                the public address is https, and no proxy is trusted: everybody seems to come from the proxy's address. \
                Set ROOST_TRUSTED_PROXIES to it
                """)
        }
        warnOfUploads()
        if isNew {
            log.notice(
                "made a new site",
                metadata: [
                    "database": "\(Path(settings.database).absolute())",
                    "uploads": "\(Path(settings.uploads).absolute())",
                ])
        }
    }

    /// What to say at the start of a site without people: how its administrator is made. Nothing for other sites.
    func firstSteps() async throws -> [String] {
        let invitations = accounts.invitations
        guard [.first, .awaitsAdministrator].contains(try await invitations.signUpState(at: "")) else { return [] }
        let (first, signUp) = (settings.signUpRules.first, settings.publicURL.appending(path: "signup").absoluteString)
        guard first != .anyone else { return ["Whoever signs up first becomes the administrator: \(signUp)"] }
        guard let token = try await invitations.inviteAdministrator() else { return [] }
        let link = token.invitationAddress(at: settings.publicURL)
        guard first == .thisMachine else {
            return ["This site has no administrator yet. Make the account with this link, which works once:", link]
        }
        return [
            "Whoever signs up first from this machine becomes the administrator: \(signUp)",
            "From elsewhere, make that account with this link, which works once:", link,
        ]
    }
}
