import Accounts

extension Device {
    /// The device in words, such as "Firefox on Linux", as far as its User-Agent says.
    var name: Text {
        var userAgent = userAgent
        return userAgent.withUTF8 { text in
            guard let program = Self.programs.first(in: text) else { return Text("An unknown program") }
            guard let system = Self.systems.first(in: text) else { return Text(verbatim: program) }
            // Systems and devices take different words in German.
            switch system {
            case "iPhone": return Text("\(program) on iPhone")
            case "iPad": return Text("\(program) on iPad")
            default: return Text("\(program) on \(system)")
            }
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
    private let entries: [(mark: [UInt8], name: String)]
    /// For each byte, the set of entries whose marks begin with it: bit N stands for entry N. Few bytes begin one.
    private var beginning = [UInt32](repeating: 0, count: 256)

    init(_ names: [(mark: String, name: String)]) {
        precondition(names.count < UInt32.bitWidth)
        entries = names.map { (Array($0.mark.utf8), $0.name) }
        for (place, entry) in entries.enumerated() { beginning[Int(entry.mark[0])] |= 1 << UInt32(place) }
    }

    /// The name of the first entry whose mark is in the text.
    func first(in text: UnsafeBufferPointer<UInt8>) -> String? {
        beginning.withUnsafeBufferPointer { beginning in
            var found = entries.count
            for start in text.indices {
                var candidates = beginning[Int(text[start])]
                while candidates != 0 {
                    let place = candidates.trailingZeroBitCount
                    candidates &= candidates - 1
                    if place < found, text[start...].starts(with: entries[place].mark) { found = place }
                }
            }
            return found < entries.count ? entries[found].name : nil
        }
    }
}
