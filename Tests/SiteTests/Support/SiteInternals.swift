import Accounts
import Avatars
import Foundation
import Testing
import WorkQueue

@testable import Site

extension TestSite {
    /// What the pages of this site are made of, a second time.
    func context(assets: Assets = .embedded) throws -> SiteContext {
        let staticFiles = try StaticFiles(assets)
        let cookies = CookieNames(secure: false)
        let pictures = Pictures(
            folder: try AvatarFolder(path: uploads), files: WorkQueue(label: "files", width: 1, depth: 10),
            maker: nil, log: log.logger)
        return SiteContext(
            accounts: accounts, pictures: pictures,
            templates: try TemplateLibrary.inAllLanguages(assets, staticFiles), staticFiles: staticFiles,
            sessions: SessionReader(accounts: accounts, cookies: cookies), flashes: Flashes(cookies: cookies),
            siteName: "roost.test", maxUpload: options.maxUpload,
            publicURL: try #require(URL(string: options.publicURL)), now: { [clock] in clock.now }, log: log.logger)
    }

    /// The table of routes.
    func routes() throws -> [Route] {
        Routes.table(try Pages(try context()), maxUpload: options.maxUpload)
    }
}
