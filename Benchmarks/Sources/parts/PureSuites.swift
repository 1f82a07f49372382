@preconcurrency import Benchmark
import Foundation
import HTTP

@testable import Site
@testable import Transport

/// Parts that compute and ask nobody.
func formsSuite() -> BenchmarkSuite {
    let body = Data("username=robin&password=fruit+bats+at+dusk+%E2%9C%93&remember=on&next=%2Fprofile%23change".utf8)
    let boundary = "----WebKitFormBoundaryABCDEFGHIJKLMNOP"
    let upload =
        Data(
            ("--\(boundary)\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a.webp\"\r\n"
                + "Content-Type: image/webp\r\n\r\n").utf8)
        + Data((0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) })
        + Data("\r\n--\(boundary)--\r\n".utf8)
    let pieces = stride(from: 0, to: upload.count, by: 65_536).map {
        Data(upload[$0..<min($0 + 65_536, upload.count)])
    }
    return BenchmarkSuite(name: "forms") { suite in
        suite.benchmark("url-encoded, 4 fields") { _ = try URLEncodedForm(decoding: body) }
        suite.benchmark("multipart, 1 MiB in 64 KiB pieces") {
            guard let boundary = MultipartBoundary(contentType: "multipart/form-data; boundary=\(boundary)") else {
                preconditionFailure("the boundary is not read")
            }
            var parser = MultipartParser(boundary: boundary)
            for piece in pieces { _ = try parser.consume(piece) }
            try parser.finish()
        }
    }
}

func htmlSuite() -> BenchmarkSuite {
    let texts = [
        ("plain", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
        ("with <, & and \"", "Robin <3 & \"Co\", Robin <3 & \"Co\", Robin <3 & \"Co\", Robin <3 & Co"),
    ]
    return BenchmarkSuite(name: "escaping, 1000 times 70 bytes") { suite in
        for (name, text) in texts {
            suite.benchmark(name) { for _ in 0..<1000 { _ = HTML(escaping: text) } }
        }
    }
}

/// A table of a hundred routes like those of the site.
func routerSuite() -> BenchmarkSuite {
    let fixed = (0..<50).map { FixedPath(stringLiteral: "/path\($0)") }
    let one = (0..<30).map { SitePath<AssetName>(stringLiteral: "/kind\($0)/:id/change") }
    let three = (0..<20).map { SitePath<AssetName, AssetName, AssetName>(stringLiteral: "/rooms/:a/\($0)/:b/x/:c") }
    let router = Router(
        fixed.map { Route(.get, $0, .open) { _ in throw CancellationError() } }
            + one.map { Route(.get, $0, .open) { _, _ in throw CancellationError() } }
            + three.map { Route(.get, $0, .open) { _, _, _, _ in throw CancellationError() } })
    let paths = [
        ("fixed", "/path13"), ("one parameter", "/kind7/12345/change"), ("three", "/rooms/12/7/34/x/56"),
        ("none", "/wp-login.php"),
    ]
    return BenchmarkSuite(name: "routes, 1000 times") { suite in
        for (name, path) in paths {
            suite.benchmark(name) { for _ in 0..<1000 { _ = router.match(method: .get, path: path) } }
        }
    }
}

func headSuite() -> BenchmarkSuite {
    let head = Array(
        """
        GET /dashboard HTTP/1.1\r
        Host: localhost:8080\r
        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0\r
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
        Accept-Language: en-US,en;q=0.5\r
        Accept-Encoding: gzip, deflate, br, zstd\r
        Connection: keep-alive\r
        Cookie: session_token=E68xN2LqgJdxk2ahUmZkEDt0ydODLVb5-uK6T3avAFU\r
        Sec-Fetch-Dest: document\r
        Sec-Fetch-Mode: navigate\r
        Sec-Fetch-Site: same-origin\r
        \r

        """.utf8)
    return BenchmarkSuite(name: "a browser's head") { suite in
        suite.benchmark("scan") {
            var scanner = HeadScanner(HeadLimits())
            guard try scanner.scan(head) == head.count else { preconditionFailure("the head does not end") }
        }
        suite.benchmark("parse") { _ = try RequestHead(parsing: head) }
    }
}
