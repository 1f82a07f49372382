import Foundation
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

typealias Event = MultipartParser.Event

/// Builds and parses bodies for the multipart tests.
enum MultipartFixture {
    /// The outcome of a whole body: what came out of it, or why it was refused.
    typealias Outcome = Result<[Event], MalformedForm>

    static func boundary(_ text: String = "b") throws -> MultipartBoundary {
        try #require(MultipartBoundary(contentType: "multipart/form-data; boundary=\"\(text)\""))
    }

    /// Lines joined by CRLF, with one at the end.
    static func body(_ lines: String...) -> Data {
        Data(lines.map { $0 + "\r\n" }.joined().utf8)
    }

    /// A complete body with boundary `b` and one part with these header lines.
    static func part(headers: String..., data: String = "x") -> Data {
        Data("--b\r\n\(headers.map { $0 + "\r\n" }.joined())\r\n\(data)\r\n--b--\r\n".utf8)
    }

    /// Parses `body` cut into chunks that end at the given offsets; adjacent data is joined.
    static func parse(
        _ body: Data, boundary text: String = "b", limits: MultipartParser.Limits = .init(), cutAt cuts: [Int] = []
    ) throws -> [Event] {
        var parser = MultipartParser(boundary: try boundary(text), limits: limits)
        var events: [Event] = []
        var start = 0
        for end in cuts + [body.count] {
            events += try parser.consume(body[start..<end])
            start = end
        }
        try parser.finish()
        return joined(events)
    }

    static func outcome(_ body: Data, boundary text: String = "b", cutAt cuts: [Int] = []) throws -> Outcome {
        do {
            return .success(try parse(body, boundary: text, cutAt: cuts))
        } catch let error as MalformedForm {
            return .failure(error)
        }
    }

    /// The header of the only part of a body with these header lines.
    static func header(_ lines: String...) throws -> PartHeader {
        let body = Data("--b\r\n\(lines.map { $0 + "\r\n" }.joined())\r\n\r\n--b--".utf8)
        guard case .partBegan(let header) = try #require(try parse(body).first) else {
            throw MalformedForm.truncated
        }
        return header
    }

    static func randomCuts(of count: Int, using generator: inout SplitMix64) -> [Int] {
        (0..<Int.random(in: 0...8, using: &generator))
            .map { _ in Int.random(in: 0...count, using: &generator) }.sorted()
    }

    private static func joined(_ events: [Event]) -> [Event] {
        events.reduce(into: []) { joined, event in
            if case .partData(let next) = event, case .partData(let before) = joined.last {
                joined[joined.count - 1] = .partData(before + next)
            } else {
                joined.append(event)
            }
        }
    }
}

extension Event {
    static func began(_ name: String, filename: String? = nil, contentType: String? = nil) -> Event {
        .partBegan(PartHeader(name: name, filename: filename, contentType: contentType))
    }

    static func text(_ text: String) -> Event {
        .partData(Data(text.utf8))
    }
}
