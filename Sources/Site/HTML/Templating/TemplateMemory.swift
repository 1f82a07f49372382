import Synchronization

/// The files and templates that a library has read and compiled: most templates are used by many pages, in each
/// language.
final class TemplateMemory: Sendable {
    /// Unchecked: Stencil's tokens are classes without a declared `Sendable`. They change only when their words are
    /// first read, which `init` does.
    private struct Tokens: @unchecked Sendable {
        let tokens: [TemplateToken]

        init(_ tokens: [TemplateToken]) {
            for token in tokens { _ = token.token.components }
            self.tokens = tokens
        }
    }

    private let files = Mutex<[String: Tokens]>([:])
    private let templates = Mutex<[ObjectIdentifier: any Sendable]>([:])

    /// The tokens of a file, read once.
    func tokens(of file: String, orRead read: () throws -> [TemplateToken]) rethrows -> [TemplateToken] {
        if let known = files.withLock({ $0[file] }) { return known.tokens }
        let tokens = Tokens(try read())
        files.withLock { $0[file] = tokens }
        return tokens.tokens
    }

    /// The template of a kind of view, compiled once.
    func template<Subject: View>(
        orLoad load: () throws -> Template<Subject>
    ) rethrows -> Template<Subject> {
        let id = ObjectIdentifier(Subject.self)
        if let known = templates.withLock({ $0[id] }) as? Template<Subject> { return known }
        let template = try load()
        templates.withLock { $0[id] = template }
        return template
    }
}
