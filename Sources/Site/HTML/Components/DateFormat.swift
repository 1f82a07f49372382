/// How a language writes dates. It is made once for each catalogue, as a page may have a hundred dates.
final class DateFormat: Sendable {
    private enum Piece {
        case words(String)
        case day, month, year, clock, zone
    }

    private let months: [String]
    private let date: [Piece]
    private let dateAndTime: [Piece]

    init(in catalog: Catalog) {
        months = Self.months.map { $0.text(in: catalog) }
        let date = Text("\(Mark.day) \(Mark.month) \(Mark.year)").text(in: catalog)
        self.date = Self.pieces(of: date)
        dateAndTime = Self.pieces(of: Text("\(date), \(Mark.clock) \(Mark.zone)").text(in: catalog))
    }

    /// - Parameters:
    ///   - offset: of the time zone, in seconds; nil for the date alone.
    ///   - body: is called with each piece of the date in turn.
    func forEachPiece(of time: CivilTime, offset: Int?, _ body: (String) -> Void) {
        for piece in offset == nil ? date : dateAndTime {
            switch piece {
            case .words(let words): body(words)
            case .day: body(String(time.day))
            case .month: body(months[time.month - 1])
            case .year: body(String(time.year))
            case .clock: body(time.clock)
            case .zone: body(Self.zone(offset ?? 0))
            }
        }
    }

    private static let months = [
        Text("Jan"), Text("Feb"), Text("Mar"), Text("Apr"), Text("May"), Text("Jun"), Text("Jul"), Text("Aug"),
        Text("Sep"), Text("Oct"), Text("Nov"), Text("Dec"),
    ]

    /// Stands for a part of a date in the words of a language.
    private enum Mark {
        static let day: Character = "\u{1}"
        static let month: Character = "\u{2}"
        static let year: Character = "\u{3}"
        static let clock: Character = "\u{4}"
        static let zone: Character = "\u{5}"
        static let pieces: [Character: Piece] = [
            day: .day, month: .month, year: .year, clock: .clock, zone: .zone,
        ]
    }

    private static func pieces(of format: String) -> [Piece] {
        var (pieces, rest) = ([Piece](), Substring(format))
        while let first = rest.first {
            if let piece = Mark.pieces[first] {
                pieces.append(piece)
                rest.removeFirst()
            } else {
                let words = rest.prefix { Mark.pieces[$0] == nil }
                pieces.append(.words(String(words)))
                rest = rest[words.endIndex...]
            }
        }
        return pieces
    }

    /// "UTC", "UTC+1", "UTC-3:30": the same in every language. Abbreviations such as CST and IST stand for several
    /// zones.
    private static func zone(_ offset: Int) -> String {
        guard offset != 0 else { return "UTC" }
        let minutes = abs(offset) / 60
        let hours = "UTC\(offset < 0 ? "-" : "+")\(minutes / 60)"
        return minutes % 60 == 0 ? hours : "\(hours):\(CivilTime.twoDigits(minutes % 60))"
    }
}
