import Accounts
import Foundation
import Testing

@testable import Conversation

struct SearchQueryTests {
    @Test func `words, phrases, beginnings and filters are told apart`() throws {
        let query = try SearchQuery("garden \"late frost\" tom* from:@ada in:#allotment has:file")
        #expect(query.terms.map(\.words) == [["garden"], ["late", "frost"], ["tom"]])
        #expect(query.terms.map(\.isPrefix) == [false, false, true])
        #expect(query.author == "ada" && query.room == "allotment" && query.hasFile)
    }

    @Test func `the name of a room may have blanks`() throws {
        let query = try SearchQuery("in:\"Coffee corner\" beans")
        #expect(query.room == "Coffee corner" && query.terms.map(\.words) == [["beans"]])
    }

    @Test func `days begin where the person lives`() throws {
        let utc = try SearchQuery("x after:2026-06-30 before:2026-08-01")
        #expect(utc.since == Date(timeIntervalSince1970: 1_782_864_000))
        #expect(utc.before == Date(timeIntervalSince1970: 1_785_542_400))
        let berlin = try SearchQuery("x before:2026-08-01", timeZone: TimeZoneName("Europe/Berlin"))
        #expect(berlin.before == Date(timeIntervalSince1970: 1_785_542_400 - 7_200))
    }

    @Test(arguments: ["before:yesterday", "after:2026", "before:2026-13-01", "after:2026-01-99", "before:-1-1-1"])
    func `what is no day is refused`(text: String) {
        #expect(throws: SearchQuery.Problem.notADay) { try SearchQuery("x " + text) }
    }

    @Test(arguments: ["", "   ", "\"\"", "!?* \"--\""])
    func `a query without anything to look for is refused`(text: String) {
        #expect(throws: SearchQuery.Problem.empty) { try SearchQuery(text) }
    }

    @Test func `a query is limited in length and in terms`() throws {
        #expect(throws: SearchQuery.Problem.tooLong) { try SearchQuery(String(repeating: "a", count: 401)) }
        #expect(try SearchQuery((0..<80).map { "a\($0)" }.joined(separator: " ")).terms.count == 12)
        // What is said twice is looked for once.
        #expect(try SearchQuery("ab ab* AB \"ab\" ab*").terms.map(\.isPrefix) == [false, true])
        let phrase = "\"" + Array(repeating: "a", count: 100).joined(separator: " ") + "\""
        #expect(try SearchQuery(phrase).terms.map(\.words.count) == [24])
        #expect(try SearchQuery("b " + phrase + " c").terms.map(\.words.count) == [1, 23])
    }

    @Test(arguments: [
        ("a*", true), ("é*", true), ("ж*", true), ("3*", true), ("ab*", false), ("日*", false), ("in a*", true),
        ("x-a*", false),
    ])
    func `a star needs two letters, or one that stands for more`(text: String, isRefused: Bool) {
        do throws(SearchQuery.Problem) {
            _ = try SearchQuery(text)
            #expect(!isRefused)
        } catch {
            #expect(isRefused && error == .shortPrefix)
        }
    }

    @Test(arguments: ["a:b", "http://example.org", "from", "has:everything", "\"from:ada\"", "a\"b"])
    func `what only looks like a filter is words`(text: String) throws {
        let query = try SearchQuery(text)
        #expect(!query.terms.isEmpty && query.author == nil && !query.hasFile)
    }

    @Test(arguments: [
        ("frost", "Late frost. Frosty FROST", ["frost", "FROST"]),
        ("fro*", "Late frost, Frosty", ["frost", "Frosty"]),
        ("\"late frost\"", "late, frost and late or frost", ["late, frost"]),
        ("cafe", "Das Café der Stadt", ["Café"]),
        ("frost late", "late frost", ["late", "frost"]),
        ("frost \"frost bite\"", "frost bite", ["frost bite"]),
        ("nothing", "Something", []),
    ])
    func `what was searched for is marked`(search: String, text: String, marked: [String]) throws {
        let ranges = try SearchQuery(search).terms.ranges(in: text)
        let bytes = Array(text.utf8)
        #expect(ranges.map { String(decoding: bytes[$0], as: UTF8.self) } == marked)
    }

    @Test func `a place between pages survives an address, and nothing else is one`() {
        for cursor in [SearchCursor.newest(at: 5, room: 7, number: 9), .best(count: 50)] {
            #expect(SearchCursor(encoded: cursor.encoded) == cursor)
        }
        for text in [
            "", "-1", "501", "1.2", "1.2.x", "1.2.3.4", "9223372036854775807.1.1", "-1.1.1",
            String(repeating: "1", count: 100),
        ] {
            #expect(SearchCursor(encoded: text) == nil)
        }
    }
}
