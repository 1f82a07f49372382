/// Addresses that are a secret themselves: whoever knows one may use it.
enum SecretPath {
    private static let all = [
        paths.resetPassword.pattern, paths.join.pattern, paths.feed.pattern, apiPaths.hook.pattern,
    ].map { pattern in
        (pattern: pattern, prefix: Array(pattern.utf8.prefix { $0 != UInt8(ascii: ":") }))
    }

    /// The pattern of the path of a reset link, an invitation, a feed or a webhook, even with a typing mistake in it; nil
    /// for other paths.
    static func pattern(of path: String) -> String? {
        all.first { path.utf8.starts(with: $0.prefix) }?.pattern
    }
}
