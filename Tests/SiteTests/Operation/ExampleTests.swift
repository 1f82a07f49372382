import Foundation
import Testing

@testable import SiteTestSupport

/// The worked example in docs/add-a-page.md is made of code that is in Roost.
@Suite struct ExampleTests {
    private struct Piece {
        let file: String
        /// Without blanks at their ends.
        let lines: [String]
    }

    /// The blocks of code, each under the name of its file; a line with dots alone parts a block.
    private func pieces() throws -> [Piece] {
        var (pieces, file, open) = ([Piece](), "", [String]?.none)
        for line in try String(contentsOfFile: SiteOptions.root + "docs/add-a-page.md", encoding: .utf8)
            .components(separatedBy: "\n")
        {
            let text = line.trimmingCharacters(in: .whitespaces)
            if let lines = open {
                if text == "```" || text == "…" {
                    pieces.append(Piece(file: file, lines: lines))
                    open = text == "…" ? [] : nil
                } else {
                    open?.append(text)
                }
            } else if text.hasPrefix("```") {
                open = []
            } else if text.hasPrefix("`"), text.hasSuffix("`:") {
                file = String(text.dropFirst().dropLast(2))
            }
        }
        return pieces
    }

    @Test func `every piece of the example is in its file`() throws {
        let pieces = try pieces()
        #expect(pieces.count > 18)
        for piece in pieces {
            let text = try String(contentsOfFile: SiteOptions.root + piece.file, encoding: .utf8)
            let lines = text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            let isThere = lines.indices.contains { lines[$0...].starts(with: piece.lines) }
            #expect(isThere, "\(piece.file) has not:\n\(piece.lines.joined(separator: "\n"))")
        }
    }
}
