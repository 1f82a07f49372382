import Foundation
import Markup
import TestSupport
import Testing

/// `ROOST_FUZZ=1000000 swift test --filter MarkupFuzzTests` tries more.
@Suite struct MarkupFuzzTests {
    private static let rounds = ProcessInfo.processInfo.environment["ROOST_FUZZ"].flatMap { Int($0) } ?? 12_000

    /// Each seed has its share of the rounds.
    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func `no source breaks the tree`(seed: UInt64) {
        var sources = MarkupSources(seed: seed)
        for round in 0..<Self.rounds / 4 {
            let source = sources.next()
            let document = Markup.parse(source)
            if let mistake = Self.mistake(in: document, of: source) {
                Issue.record("seed \(seed), round \(round): \(mistake) in \(source.debugDescription)")
                return
            }
        }
    }

    private static func mistake(in document: MarkupDocument, of source: String) -> String? {
        if document.nodes > 2_000 || document.depth > 16 { return "limits" }
        if document != Markup.parse(source) { return "not the same twice" }
        if document.preview(limit: 40).count > 40 { return "preview" }
        // What was hidden from cmark is back, and nothing was forged.
        let text = document.plainText.unicodeScalars
        if text.contains(where: { (0xFDD0...0xFDEF).contains($0.value) || $0.value == 0 }) { return "noncharacter" }
        if text.count(where: \.isVisible) > source.unicodeScalars.count(where: \.isVisible) { return "more text" }
        // "@a\\_b" is a mention too.
        let bytes = source.utf8.filter { $0 != UInt8(ascii: "\\") }
        let names = document.mentions
        if names.contains(where: { !bytes.containsMention($0) }) || Set(names).count < names.count { return "mentions" }
        return nil
    }
}

extension Unicode.Scalar {
    fileprivate var isVisible: Bool { !properties.isWhitespace }
}

extension [UInt8] {
    fileprivate func containsMention(_ name: String) -> Bool {
        let mention = Array("@\(name)".utf8)
        return indices.contains { index in
            self[index...].prefix(mention.count).elementsEqual(mention) { byte, expected in
                byte == expected || ((0x41...0x5A).contains(byte) && byte | 0x20 == expected)
            }
        }
    }
}
