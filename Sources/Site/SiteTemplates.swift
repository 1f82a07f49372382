/// The templates and static files of a site, read and checked. Sites of one process can share them: compiling the
/// templates takes most of the time that a site needs to start.
public struct SiteTemplates: Sendable {
    let templates: PerLanguage<TemplateLibrary>
    let staticFiles: StaticFiles

    /// - Throws: ``TemplateError`` for a catalogue that cannot be read, and what reading a folder throws.
    public init(_ assets: Assets, _ branding: Branding = Branding()) throws {
        staticFiles = try StaticFiles(assets, branding)
        templates = try TemplateLibrary.inAllLanguages(assets, staticFiles, branding)
    }
}
