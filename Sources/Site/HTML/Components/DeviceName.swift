import Accounts

extension Device {
    /// The device in words, such as "Firefox on Linux", as far as its User-Agent says.
    var name: Text {
        var userAgent = userAgent
        return userAgent.withUTF8 { text in
            guard let program = Self.programs.first(in: text) else { return Text("An unknown program") }
            return Self.names[program][Self.systems.first(in: text) ?? Self.systems.names.count]
        }
    }

    /// Of each program on each system; the last is for a system that is not known.
    private static let names = programs.names.map { program in
        systems.names.map { name(of: program, on: $0) } + [Text(verbatim: program)]
    }

    private static func name(of program: String, on system: String) -> Text {
        // Systems and devices take different words in German.
        switch system {
        case "iPhone": Text("\(program) on iPhone")
        case "iPad": Text("\(program) on iPad")
        default: Text("\(program) on \(system)")
        }
    }

    /// For the command line.
    public var englishName: String { name.english }

    /// The order matters: most browsers also name their ancestors.
    private static let programs = NameTable([
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("w3m/", "w3m"), ("Lynx/", "Lynx"),
        ("Links", "Links"), ("curl/", "curl"), ("Wget/", "Wget"),
    ])

    private static let systems = NameTable([
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"), ("BSD", "BSD"),
    ])
}

/// Names by the marks that stand for them in a User-Agent. All marks are looked for in one pass: a page may show thirty
/// devices.
private struct NameTable {
    let names: [String]
    private let marks: [StaticString]
    /// For each byte, the set of marks that begin with it: bit N stands for mark N. Few bytes begin one.
    private var beginning = [UInt32](repeating: 0, count: 256)

    init(_ names: [(mark: StaticString, name: String)]) {
        precondition(names.count < UInt32.bitWidth)
        (marks, self.names) = (names.map(\.mark), names.map(\.name))
        for (place, mark) in marks.enumerated() { beginning[Int(mark.bytes[0])] |= 1 << UInt32(place) }
    }

    /// The place of the first name whose mark is in the text.
    func first(in text: UnsafeBufferPointer<UInt8>) -> Int? {
        beginning.withUnsafeBufferPointer { beginning in
            var found = marks.count
            for start in text.indices {
                var candidates = beginning[Int(text[start])]
                while candidates != 0 {
                    let place = candidates.trailingZeroBitCount
                    candidates &= candidates - 1
                    if place < found, text[start...].starts(with: marks[place].bytes) { found = place }
                }
            }
            return found < marks.count ? found : nil
        }
    }
}

extension StaticString {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
