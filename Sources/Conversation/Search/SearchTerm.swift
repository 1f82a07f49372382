import Foundation

/// A word, the beginning of one, or several that follow each other. Case and diacritics do not matter.
public struct SearchTerm: Hashable, Sendable {
    /// Without case and diacritics; never empty.
    let words: [String]
    /// Whether the last word may go on.
    let isPrefix: Bool
    /// The words as they were written, for an index that folds them by its own rules.
    let spelled: [String]

    /// Nil when there is no letter or digit in it.
    init?(_ text: String, isPhrase: Bool, wordLimit: Int = .max) {
        let found = Word.all(in: text).prefix(wordLimit)
        isPrefix = !isPhrase && text.hasSuffix("*")
        words = found.map(\.folded)
        spelled = found.map(\.spelled)
        if words.isEmpty { return nil }
    }

    /// Whether it is the beginning of a word by one letter of an alphabet. A character that stands for a syllable or a
    /// word says more; these have three bytes.
    var isShortPrefix: Bool {
        isPrefix && words.count == 1 && spelled[0].count == 1 && spelled[0].utf8.count < 3
    }
}

/// A run of letters and digits.
struct Word {
    let spelled: String
    /// Without case and diacritics.
    let folded: String
    /// Where it is in the text, in UTF-8 bytes.
    let range: Range<Int>

    /// Words as the index divides a text.
    static func all(in text: String) -> [Word] {
        var (words, current, start, place) = ([Word](), String.UnicodeScalarView(), 0, 0)
        for scalar in text.unicodeScalars {
            let length = UTF8.width(scalar)
            if isPart(scalar) {
                if current.isEmpty { start = place }
                current.append(scalar)
            } else if !current.isEmpty {
                words.append(Word(current, start..<place))
                current = String.UnicodeScalarView()
            }
            place += length
        }
        if !current.isEmpty { words.append(Word(current, start..<place)) }
        return words
    }

    private init(_ scalars: String.UnicodeScalarView, _ range: Range<Int>) {
        spelled = String(scalars)
        // Foundation takes ten times as long.
        folded =
            spelled.utf8.allSatisfy { $0 < 0x80 }
            ? spelled.lowercased() : spelled.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        self.range = range
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .privateUse:
            return true
        default: return false
        }
    }
}

extension [SearchTerm] {
    /// Where a text has what is searched for, in UTF-8 bytes, in order and apart.
    public func ranges(in text: String) -> [Range<Int>] {
        let words = Word.all(in: text)
        var found: [Range<Int>] = []
        for place in words.indices {
            let length = filter { $0.matches(words[place...]) }.map(\.words.count).max()
            guard let length else { continue }
            let range = words[place].range.lowerBound..<words[place + length - 1].range.upperBound
            if let last = found.last, range.lowerBound <= last.upperBound {
                found[found.endIndex - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                found.append(range)
            }
        }
        return found
    }
}

extension SearchTerm {
    /// Whether these words begin with the term.
    fileprivate func matches(_ others: ArraySlice<Word>) -> Bool {
        guard others.count >= words.count else { return false }
        let isLast = words.count - 1
        return zip(words.indices, others).allSatisfy { index, other in
            isPrefix && index == isLast ? other.folded.hasPrefix(words[index]) : other.folded == words[index]
        }
    }
}
