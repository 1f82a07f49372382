import HTTP
import Support
import TestSupport
import Testing

@testable import Transport

/// Requests that are nearly valid, by seeds that are kept: one that ever failed is added.
@Suite struct ParserFuzzTests {
    private static let heads = [
        "GET /a?b=c HTTP/1.1\r\nHost: roost.test:8080\r\nAccept: */*\r\nCookie: a=b; c=d\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nX-A:\t b \r\n\r\n",
    ].map { Array($0.utf8) }
    private static let mutation = Mutation(fragments: [
        "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", "\0", "HTTP/1.1", "Host: x\r\n", "Content-Length: 1\r\n", "%00",
        "Transfer-Encoding: chunked\r\n", ", ", "é", "\u{7F}", "0", "f\r\n", "0\r\n\r\n", ";a=b",
    ])

    private enum Outcome: Equatable {
        case head(end: Int, RequestHead.Framing, keepsAlive: Bool)
        case incomplete
        case refused(RequestError)
    }

    /// What is made of `bytes` that come in pieces with these ends.
    private static func outcome(_ bytes: [UInt8], cutAt cuts: [Int]) -> Outcome {
        var scanner = HeadScanner(HeadLimits())
        do throws(RequestError) {
            for cut in cuts + [bytes.count] {
                guard let end = try scanner.scan(Array(bytes[..<cut])) else { continue }
                let head = try RequestHead(parsing: Array(bytes[..<end]))
                return .head(end: end, head.framing, keepsAlive: head.keepsAlive)
            }
            return .incomplete
        } catch {
            return .refused(error)
        }
    }

    private static func cuts(of count: Int, using generator: inout SplitMix64) -> [Int] {
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in Int.random(in: 0...count, using: &generator) }
            .sorted()
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `a head is the same however it is cut, and keeps the rules if it is accepted`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for round in 0..<2000 {
            var bytes = Self.heads[round % Self.heads.count]
            Self.mutation.apply(to: &bytes, using: &generator)
            let outcome = Self.outcome(bytes, cutAt: [])
            let cuts = Self.cuts(of: bytes.count, using: &generator)
            #expect(Self.outcome(bytes, cutAt: cuts) == outcome, "seed \(seed), round \(round)")
            if case .head(let end, _, _) = outcome { try expectRules(RequestHead(parsing: Array(bytes[..<end]))) }
        }
    }

    private func expectRules(_ head: RequestHead) {
        #expect(head.path.hasPrefix("/"))
        #expect((head.path + head.query).utf8.allSatisfy { 0x21..<0x7F ~= $0 })
        for (name, value) in head.fields {
            #expect(!name.text.isEmpty && name.text.utf8.allSatisfy(ASCIISet.token.contains))
            #expect(value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        }
        if head.version == .http11 { #expect(head.fields[.host]?.isEmpty == false) }
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func `a chunked body is the same however it is cut`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let source = Array("5\r\nhello\r\n1a;x=y\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nA: b\r\n\r\nGET /".utf8)
        for round in 0..<2000 {
            var bytes = source
            Self.mutation.apply(to: &bytes, using: &generator)
            let whole = Self.body(bytes, cutAt: [])
            let cuts = Self.cuts(of: bytes.count, using: &generator)
            let cut = Self.body(bytes, cutAt: cuts)
            #expect(whole == cut, "seed \(seed), round \(round)")
            #expect(whole?.count ?? 0 <= bytes.count)
        }
    }

    /// The body, as far as it came; nil when it is broken.
    private static func body(_ bytes: [UInt8], cutAt cuts: [Int]) -> [UInt8]? {
        var (decoder, input, body, start) = (BodyDecoder(.chunked), InputBuffer(), [UInt8](), 0)
        for cut in cuts + [bytes.count] {
            input.append(bytes[start..<cut])
            start = cut
            do throws(RequestError) {
                while case let part = try decoder.decode(&input, atMost: 7), !part.isEmpty { body += part }
            } catch {
                return nil
            }
        }
        return body
    }
}
