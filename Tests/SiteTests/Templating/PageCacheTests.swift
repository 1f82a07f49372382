import Synchronization
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct PageCacheTests {
    private struct Failure: Error {}

    private func page(_ title: String) -> SampleRow { SampleRow(title: title) }

    @Test func `what is equal is rendered once`() throws {
        let cache = PageCache<SampleRow>(within: CacheBudget())
        for _ in 0..<2 {
            var count = 0
            for _ in 0..<3 {
                let html = cache.html(for: page("a")) { view in
                    count += 1
                    return HTML(escaping: view.title)
                }
                #expect(html.text == "a")
            }
            #expect(count <= 1)
        }
        #expect(cache.html(for: page("b")) { HTML(escaping: $0.title) }.text == "b")
    }

    @Test func `a failure is not kept`() throws {
        let cache = PageCache<SampleRow>(within: CacheBudget())
        #expect(throws: Failure.self) { try cache.html(for: page("a")) { _ in throw Failure() } }
        #expect(cache.html(for: page("a")) { HTML(escaping: $0.title) }.text == "a")
    }

    @Test func `what nobody asks for is forgotten when the caches of a site have grown, what is asked for stays`() {
        let budget = CacheBudget(limit: 10 * CacheBudget.entryCost)
        let (cache, other) = (PageCache<SampleRow>(within: budget), PageCache<SampleRow>(within: budget))
        let rendered = Mutex<[String]>([])
        func ask(_ cache: PageCache<SampleRow>, _ title: String) {
            _ = cache.html(for: page(title)) { view in
                rendered.withLock { $0.append(view.title) }
                return HTML(escaping: view.title)
            }
        }
        ask(cache, "quiet")
        ask(cache, "often")
        for number in 0..<40 {
            ask(other, "\(number)")
            ask(cache, "often")
        }
        ask(cache, "quiet")
        let titles = rendered.withLock { $0 }
        #expect(titles.count { $0 == "often" } == 1)
        #expect(titles.count { $0 == "quiet" } == 2)
    }

    @Test func `a page is kept where its view says so, and its template is not loaded anew`() throws {
        let folder = try TemplateFolder(["page.html": "{{ name }}", "row.html": ""])
        let counter = RenderCounter()
        let template = try folder.library().load(KeptSample.self)
        for _ in 0..<3 { #expect(try template.render(KeptSample(counter: counter)).text == "Al") }
        #expect(counter.count == 1)
        let reloading = try folder.library(reloads: true).load(KeptSample.self)
        for _ in 0..<3 { _ = try reloading.render(KeptSample(counter: counter)) }
        #expect(counter.count == 4)
    }

    @Test func `nothing is kept of a view that does not ask for it`() {
        #expect(
            !LayoutView<TwoFactorView>.isCacheable && !LayoutView<RecoveryCodesView>.isCacheable
                && !LayoutView<PasswordConfirmationView>.isCacheable)
        #expect(
            !LayoutView<ResetPasswordView>.isCacheable && !LayoutView<PersonView>.isCacheable
                && !LayoutView<ErrorView>.isCacheable)
        #expect(LayoutView<HomeView>.isCacheable && LayoutView<DashboardView>.isCacheable)
    }
}

/// Counts how often a view is rendered; all are equal.
private final class RenderCounter: Hashable, Sendable {
    private let renderings = Mutex(0)

    var count: Int { renderings.withLock { $0 } }

    func name() -> String {
        renderings.withLock { $0 += 1 }
        return "Al"
    }

    static func == (_: RenderCounter, _: RenderCounter) -> Bool { true }
    func hash(into _: inout Hasher) {}
}

private struct KeptSample: View {
    static let template = "page.html"
    static let isCacheable = true
    static var fields: [Field<Self>] { [.text("name") { $0.counter.name() }] }

    let counter: RenderCounter
}
