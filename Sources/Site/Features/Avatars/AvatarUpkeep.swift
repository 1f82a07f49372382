import Accounts
import Logging
import Media

/// What is done about avatars once, after the start and while requests are served.
struct AvatarUpkeep: Sendable {
    let avatars: AvatarStore
    let accounts: Accounts
    let log: Logger

    func run() async {
        do {
            try await remakeOriginals()
            // What is older belongs to another site, whose folder was given by mistake.
            guard let beginning = try await accounts.profiles.firstSignUp() else { return }
            let removed = try await avatars.removeUnused(since: beginning) {
                try await accounts.profiles.avatars(among: $0)
            }
            if removed > 0 {
                log.notice("removed pictures that no account uses", metadata: ["count": "\(removed)"])
            }
        } catch is CancellationError {
            return
        } catch {
            log.error("picture maintenance failed", metadata: ["error": "\(error)"])
        }
    }

    /// An earlier version kept avatars as they were uploaded.
    private func remakeOriginals() async throws {
        guard avatars.acceptsUploads else { return }
        for (person, name) in try await accounts.profiles.originalAvatars() {
            try Task.checkCancellation()
            try await avatars.remake(name) { new in
                try await accounts.profiles.replaceOriginalAvatar(of: person, name, with: new?.description)
            }
        }
    }
}
