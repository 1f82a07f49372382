import Foundation
import HTTP
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

/// Forms and cookies that are nearly valid, by seeds that are kept: one that ever failed is added.
@Suite struct FormFuzzTests {
    private static let form = Array("username=al%69ce&password=a+b%26c&remember=on&next=%2Fprofile%3Fa&n=%C3%A9".utf8)
    private static let mutation = Mutation(fragments: [
        "%", "%0", "%00", "%FF", "&", "=", "+", "&&", ";", "é", "\0", "%25",
    ])

    @Test(arguments: [21, 22, 23, 24] as [UInt64])
    func `a form is decoded without growing or refused`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for round in 0..<3000 {
            var bytes = Self.form
            Self.mutation.apply(to: &bytes, using: &generator)
            guard let form = try? URLEncodedForm(decoding: Data(bytes)) else { continue }
            let size = form.fields.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
            // A line break is one byte and becomes two.
            #expect(size <= bytes.count * 2, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [31, 32, 33, 34] as [UInt64])
    func `a cookie is found once or not at all`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let source = Array("flash=1; session_token=abcdefghij; known_device=x=y".utf8)
        let mutation = Mutation(fragments: [";", "; ", "=", "session_token", "session_token=z", "\"", " ", ",", "é"])
        for round in 0..<2000 {
            var bytes = source
            mutation.apply(to: &bytes, using: &generator)
            let header = String(decoding: bytes, as: UTF8.self)
            let request = Request.sample(headers: [(.cookie, header)])
            guard let value = request.cookie("session_token") else { continue }
            #expect(header.contains("session_token=\(value)"), "seed \(seed), round \(round)")
            #expect(!value.contains(";"), "seed \(seed), round \(round)")
        }
    }
}
