import Foundation
import TestSupport

/// Hundreds of people ask for their pages at once, on connections that are cut at every point and whose descriptors are used
/// again at once. Each page must be its asker's, to the byte.
struct WhosePage: Attack {
    let name = "whose-page"
    let memoryBound = 150

    private static let threads = 4
    /// Names that no page has by chance, all of one length.
    private static func name(_ number: Int) -> String { "owner\(10_000 + number)x" }

    func run(on target: Target) throws -> Outcome {
        let count = target.scaled(300, quick: 12)
        let wanted = target.scaled(200_000, quick: 400)
        let people = try (0..<count).map { try Owner(Self.name($0), number: $0, port: target.port) }
        var outcome = Outcome(clients: count)
        let seed = target.seed ?? 1
        let tallies = inParallel(Self.threads) { thread in
            // Each thread has people of its own, so that nobody is asked for by two.
            let own = people.enumerated().filter { $0.offset % Self.threads == thread }.map(\.element)
            var round = OwnersRound(own, port: target.port, seed: seed + UInt64(thread))
            round.run(until: wanted / Self.threads)
            return round.counts
        }
        for counts in tallies {
            outcome.count("pages", counts.pages)
            outcome.count("cut connections", counts.cuts)
            for failure in counts.failures.prefix(3) { outcome.fail(failure) }
        }
        let pages = tallies.reduce(0) { $0 + $1.pages }
        outcome.expect(pages >= wanted, "only \(pages) of \(wanted) pages came")
        return outcome
    }
}

/// A person with a session, and what their profile is: it is the same at each request.
private struct Owner: Sendable {
    let name: String
    let cookie: String
    let profile: [UInt8]

    /// A network may make 30 accounts at once, so that 20 people share one.
    static func address(_ number: Int) -> String { "127.3.\(number / 20).\(1 + number % 20)" }

    init(_ name: String, number: Int, port: UInt16) throws {
        let source = Self.address(number)
        let visitor = try Visitor(port: port, source: source, limit: .seconds(60)).signedUp(name)
        guard let cookie = visitor.cookie else { throw Visitor.Unanswered(request: "POST /signup") }
        self.name = name
        self.cookie = cookie
        // The first page has the greeting of a new account besides.
        _ = try visitor.get("/dashboard")
        profile = try visitor.get("/profile").body
    }

    func request(_ path: String) -> [UInt8] {
        Array("GET \(path) HTTP/1.1\r\nHost: localhost:8080\r\nCookie: \(cookie)\r\n\r\n".utf8)
    }
}

/// What one thread does with its people.
private struct OwnersRound {
    struct Counts: Sendable {
        var pages = 0
        var cuts = 0
        var failures: [String] = []
    }

    private let people: [Owner]
    private let port: UInt16
    private var lots: SplitMix64
    private var connections: [Int: ClientSocket] = [:]
    private(set) var counts = Counts()

    init(_ people: [Owner], port: UInt16, seed: UInt64) {
        self.people = people
        self.port = port
        lots = SplitMix64(seed: seed)
    }

    mutating func run(until pages: Int) {
        let end = ContinuousClock.now + .seconds(1200)
        while counts.pages < pages, counts.failures.count < 10, ContinuousClock.now < end {
            let person = Int.random(in: people.indices, using: &lots)
            do {
                if Int.random(in: 0..<4, using: &lots) == 0 { try cut(person) } else { try ask(person) }
            } catch { connections[person] = nil }
        }
    }

    private mutating func connection(of person: Int) throws -> ClientSocket {
        if let open = connections[person] { return open }
        let client = try ClientSocket(to: port, from: Owner.address(person))
        connections[person] = client
        return client
    }

    /// Asks for some pages at once and reads all of them.
    private mutating func ask(_ person: Int) throws {
        let paths = (0..<Int.random(in: 1...4, using: &lots)).map { _ in Self.path(&lots) }
        let client = try connection(of: person)
        try client.sendAll(paths.flatMap(people[person].request))
        var answers = Answers([])
        var received: [UInt8] = []
        while answers.final.count < paths.count || answers.final.last?.isComplete == false {
            guard client.wait(to: POLLIN, for: .seconds(20)), case .bytes(let part) = client.receive() else {
                // The site may end an idle connection just as it is used again, before it answers anything.
                if received.isEmpty { throw SystemError("no answer", code: ECONNRESET) }
                counts.failures.append("an answer to \(people[person].name) was cut off after \(received.count) bytes")
                connections[person] = nil
                return
            }
            received += part
            answers = Answers(received)
        }
        if !answers.rest.isEmpty { counts.failures.append("\(answers.rest.count) bytes follow the last answer") }
        for (path, answer) in zip(paths, answers.final) { check(answer, to: path, of: people[person]) }
    }

    private static func path(_ lots: inout SplitMix64) -> String {
        ["/dashboard", "/profile", "/profile"].randomElement(using: &lots) ?? "/profile"
    }

    private mutating func check(_ answer: Answer, to path: String, of owner: Owner) {
        counts.pages += 1
        if answer.status != 200 { return counts.failures.append("GET \(path) was answered with \(answer.status)") }
        if path == "/profile" {
            if answer.body == owner.profile { return }
            return counts.failures.append("the profile of \(owner.name) is not as it was")
        }
        let names = Self.names(in: answer.body)
        if names != [owner.name] { counts.failures.append("the \(path) of \(owner.name) names \(names.sorted())") }
    }

    /// The names of owners in a page. A page has some twenty thousand bytes, and there are many pages.
    private static func names(in page: [UInt8]) -> Set<String> {
        let (mark, length) = (Array("owner1".utf8), 11)
        var names: Set<String> = []
        page.withUnsafeBytes { bytes in
            // The first two bytes are rarely found together, so that little is compared.
            for start in bytes.indices.dropLast(length) where bytes[start] == mark[0] && bytes[start + 1] == mark[1] {
                guard bytes[start..<(start + mark.count)].elementsEqual(mark) else { continue }
                names.insert(String(decoding: bytes[start..<(start + length)], as: UTF8.self))
            }
        }
        return names
    }

    /// Leaves in the middle: of a head, of a body, or of an answer.
    private mutating func cut(_ person: Int) throws {
        counts.cuts += 1
        let client = try connection(of: person)
        connections[person] = nil
        let page = people[person].request("/profile")
        switch Int.random(in: 0..<4, using: &lots) {
        case 0:
            try client.sendAll(Array(page.prefix(Int.random(in: 1..<page.count, using: &lots))))
        case 1:
            let form = "nickname=\(people[person].name)"
            let head = """
                POST /profile/nickname HTTP/1.1\r\nHost: localhost:8080\r\nCookie: \(people[person].cookie)\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n
                """
            let half = form.prefix(Int.random(in: 0..<form.utf8.count, using: &lots))
            try client.sendAll(Array((head + half).utf8))
        case 2:
            try client.sendAll(page + page + page)
        default:
            try client.sendAll(page + page)
            if client.wait(to: POLLIN, for: .seconds(5)) { _ = client.receive() }
        }
        // Dropped here: the descriptor is used again by the next connection.
    }
}
