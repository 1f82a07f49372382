import Foundation
import Stencil

/// The templates, and the tags of ours that they can use.
///
/// `{% extends %}`, `{% block %}`, `{% include %}`, `{% path %}`, `{% asset %}`, `{% text %}` and `{% language %}` are
/// resolved here, in each language, when a template is loaded. Stencil would read and parse parents and partials again
/// at every rendering.
///
/// Unchecked: `environment` is not declared `Sendable` and never changes.
struct TemplateLibrary: @unchecked Sendable {
    let assets: Assets
    let staticFiles: StaticFiles
    let branding: Branding
    let environment = Environment(extensions: [IfNode.tag])
    /// The language of the pages.
    private(set) var catalog = Catalog.english
    /// The files that were read, for all languages.
    private let files = TemplateMemory()
    /// The templates that were compiled, in this language.
    private var compiled = TemplateMemory()

    /// Whether templates are read again at every rendering, for people who work on them.
    var reloads: Bool { assets.reloads }

    init(assets: Assets, staticFiles: StaticFiles, branding: Branding = Branding()) {
        self.assets = assets
        self.staticFiles = staticFiles
        self.branding = branding
    }

    /// - Throws: ``TemplateError`` for a catalogue that cannot be read.
    static func inAllLanguages(
        _ assets: Assets, _ staticFiles: StaticFiles, _ branding: Branding = Branding()
    ) throws -> PerLanguage<TemplateLibrary> {
        let library = TemplateLibrary(assets: assets, staticFiles: staticFiles, branding: branding)
        return try PerLanguage { language in
            var library = library
            library.catalog = try Catalog(language, from: assets)
            library.compiled = TemplateMemory()
            return library
        }
    }

    func load<Subject: View>(_: Subject.Type) throws -> Template<Subject> {
        guard !reloads else { return try Template(in: self) }
        return try compiled.template { try Template(in: self) }
    }

    /// The whole template: the tokens of its parents, blocks and partials in one sequence.
    func source(of name: String) throws -> TemplateSource {
        TemplateSource(file: name, tokens: try resolve(name, blocks: [:], from: nil, within: []))
    }

    private func read(_ name: String, from tag: TemplateToken?) throws -> [TemplateToken] {
        guard !reloads else { return try readFile(name, from: tag) }
        return try files.tokens(of: name) { try readFile(name, from: tag) }
    }

    private func readFile(_ name: String, from tag: TemplateToken?) throws -> [TemplateToken] {
        guard let data = try assets.read(name, of: .templates) else {
            throw tag?.error("there is no template '\(name)'")
                ?? TemplateError(file: name, line: nil, reason: "there is no such template")
        }
        return try TemplateToken.tokens(of: String(decoding: data, as: UTF8.self), file: name, in: environment)
    }

    /// - Parameter outer: the templates that led to this one.
    private func resolve(
        _ name: String, blocks: [String: [TemplateToken]], from tag: TemplateToken?, within outer: [String]
    ) throws -> [TemplateToken] {
        if let tag, outer.contains(name) { throw tag.error("'\(name)' leads to itself") }
        let (tokens, chain) = (try read(name, from: tag), outer + [name])
        guard let parent = tokens.first(where: { $0.words.first == "extends" }) else {
            var unused = Set(blocks.keys)
            let expanded = try expand(tokens[...], blocks: blocks, unused: &unused, within: chain)
            if let name = unused.sorted().first {
                throw tag?.error("the parent has no block '\(name)'")
                    ?? TemplateError(file: name, line: nil, reason: "there is no block '\(name)'")
            }
            return expanded
        }
        let own = try TemplateBlocks.collect(in: tokens)
        return try resolve(argument(of: parent), blocks: own.merging(blocks) { $1 }, from: parent, within: chain)
    }

    private func expand(
        _ tokens: ArraySlice<TemplateToken>, blocks: [String: [TemplateToken]], unused: inout Set<String>,
        within chain: [String]
    ) throws -> [TemplateToken] {
        var (expanded, rest) = ([TemplateToken](), tokens)
        while let token = rest.popFirst() {
            switch token.words.first {
            case "block":
                let name = try argument(of: token)
                let content = try TemplateBlocks.takeContent(of: token, from: &rest)
                unused.remove(name)
                expanded += try expand(
                    blocks[name]?[...] ?? content, blocks: blocks, unused: &unused, within: chain)
            case "include":
                expanded += try resolve(argument(of: token), blocks: [:], from: token, within: chain)
            case "path":
                expanded.append(token.replaced(with: try path(for: token)))
            case "asset":
                expanded.append(token.replaced(with: try asset(for: token)))
            case "language":
                expanded.append(token.replaced(with: catalog.language.rawValue))
            case "text":
                let words = try TranslatedWords(of: token, takingFrom: &rest).tokens(in: catalog, environment)
                expanded += try expand(words[...], blocks: [:], unused: &unused, within: chain)
            default:
                expanded.append(token)
            }
        }
        return expanded
    }

    private func path(for token: TemplateToken) throws -> String {
        let name = try argument(of: token)
        guard let path = SitePaths.named[name] else { throw token.error("there is no path '\(name)'") }
        return path
    }

    private func asset(for token: TemplateToken) throws -> String {
        let name = try argument(of: token)
        guard let path = staticFiles.path(of: name) else { throw token.error("there is no file '\(name)' in Static") }
        return path
    }

    private func argument(of token: TemplateToken) throws -> String {
        guard token.words.count == 2 else { throw token.error("'\(token.words[0])' takes one argument") }
        return token.words[1].trimmingCharacters(in: ["\"", "'"])
    }
}
