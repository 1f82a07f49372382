import Foundation
import PathKit

@testable import Site

/// A folder of templates that a test writes itself.
struct TemplateFolder: ~Copyable {
    private let folder = Path.temporary + "roost-templates-\(UUID().uuidString)"

    init(_ templates: [String: String]) throws {
        try (folder + "Templates").mkpath()
        try (folder + "Static").mkpath()
        try (folder + "Static" + "style.css").write("body{}")
        for (name, text) in templates { try write(text, to: name) }
    }

    deinit {
        try? folder.delete()
    }

    func write(_ text: String, to name: String) throws {
        try (folder + "Templates" + name).write(text)
    }

    func assets(reloads: Bool = false) -> Assets {
        .folder(folder.string, reloads: reloads)
    }

    func library(reloads: Bool = false) throws -> TemplateLibrary {
        let assets = assets(reloads: reloads)
        return TemplateLibrary(assets: assets, staticFiles: try StaticFiles(assets))
    }

    /// What `Sample` prints with a template.
    func render(_ sample: Sample = Sample()) throws -> String {
        try library().load(Sample.self).render(sample).text
    }
}

/// A view with a field of every kind.
struct Sample: View {
    static let template = "page.html"
    static var fields: [Field<Self>] {
        [
            .text("name", \.name),
            .flag("on", \.isOn),
            .part("row") { $0.rows.first },
            .parts("rows", \.rows),
        ]
    }

    var name: String? = "Al"
    var isOn = false
    var rows: [SampleRow] = []
}

struct SampleRow: View {
    static let template = "row.html"
    static var fields: [Field<Self>] { [.text("title", \.title)] }

    let title: String
}
