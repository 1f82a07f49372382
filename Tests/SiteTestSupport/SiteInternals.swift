import Accounts
import Foundation
import Instrumentation
import Media
import TestSupport
import Testing
import WorkQueue

@testable import Site

extension TestSite {
    /// What the pages of this site are made of, a second time.
    func context(assets: Assets = .embedded) throws -> SiteContext {
        let templates = try (assets.isEmbedded ? options.templates : nil) ?? SiteTemplates(assets)
        let files = WorkQueue(label: "files", width: 1, depth: 10)
        let media = MediaStore(try MediaFolder(path: uploads), files: files)
        var settings = SiteSettings(
            uploads: uploads.string, publicURL: try #require(URL(string: options.publicURL)),
            maxUpload: options.maxUpload, now: { [clock] in clock.now })
        settings.maxAttachment = options.maxAttachment
        return SiteContext(
            settings: settings, accounts: accounts, conversation: conversation,
            avatars: AvatarStore(media, images: nil, reportFailedRemoval: { _, _ in }),
            attachments: AttachmentFiles(media, images: nil), templates: templates, log: log.logger)
    }

    /// The table of routes, without the API's.
    func routes() throws -> [Route] {
        try table().filter { $0.operation == nil }
    }

    /// The routes of the API.
    func apiRoutes() throws -> [Route] {
        try table().filter { $0.operation != nil }
    }

    private func table() throws -> [Route] {
        Routes.table(try Pages(try context()), try context())
    }
}

extension Assets {
    fileprivate var isEmbedded: Bool {
        if case .embedded = self { true } else { false }
    }
}

extension TestSite {
    /// What the site does about files twice a minute.
    func removeUnusedFiles() async throws {
        let site = try context()
        try await AttachmentUpkeep(
            attachments: conversation.attachments, files: site.attachments, log: site.log
        ).removeUnused()
    }
}
