import Foundation

/// An HTTP answer, read from the bytes of a connection.
struct Answer: Sendable {
    var status: Int
    var fields: [(name: String, value: String)]
    var body: [UInt8] = []
    /// Whether as much of the body came as was announced.
    var isComplete = true

    func values(of name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name }.map(\.value)
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}

/// All that the site answered on a connection.
struct Answers: Sendable {
    private(set) var all: [Answer] = []
    /// What came and is no answer.
    private(set) var rest: [UInt8] = []

    /// - Parameter isHead: whether the first request was a HEAD, the answer to which announces a body and has none.
    init(_ bytes: [UInt8], toHead isHead: Bool = false) {
        var reader = AnswerReader(bytes)
        while let answer = reader.next(hasBody: !(isHead && final.isEmpty)) { all.append(answer) }
        rest = reader.rest
    }

    /// Without the interim ones, such as `100 Continue`.
    var final: [Answer] { all.filter { $0.status >= 200 } }
    var statuses: [Int] { final.map(\.status) }
}

/// Takes one answer after the other from some bytes.
private struct AnswerReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var rest: [UInt8] { Array(bytes[position...]) }

    mutating func next(hasBody: Bool) -> Answer? {
        guard let end = headEnd else { return nil }
        let lines = String(decoding: bytes[position..<end], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        var answer = Answer(status: status, fields: lines.dropFirst().compactMap(Self.field))
        position = end + 4
        if hasBody, status >= 200, status != 204, status != 304 { readBody(of: &answer) }
        return answer
    }

    private static func field(_ line: String) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        return (String(line[..<colon]), value)
    }

    private mutating func readBody(of answer: inout Answer) {
        if let length = answer.values(of: "content-length").first.flatMap({ Int($0) }) {
            answer.isComplete = bytes.count - position >= length
            answer.body = Array(bytes[position..<min(bytes.count, position + length)])
        } else {
            answer.body = rest
        }
        position += answer.body.count
    }

    private var headEnd: Int? {
        var index = position
        while index + 4 <= bytes.count {
            // Most bytes are no CR, so that little is compared.
            if bytes[index] == 13, bytes[index..<index + 4].elementsEqual([13, 10, 13, 10]) { return index }
            index += 1
        }
        return nil
    }
}
