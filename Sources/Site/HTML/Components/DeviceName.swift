import Accounts
import Support
import Synchronization

extension Device {
    /// The device in words, such as "Firefox on Linux", as far as its User-Agent says.
    var name: Text {
        let key = Array(userAgent.utf8)
        if let known = Self.names.withLock({ $0.find(key) }) { return known }
        let name = Self.name(of: key)
        Self.names.withLock { $0.insert(name, for: key) }
        return name
    }

    /// For the command line.
    public var englishName: String { name.english }

    /// Searching a User-Agent takes longer than the rest of a row, and there are few different ones. The keys are bytes
    /// because comparing strings compares their characters.
    private static let names = Mutex(BoundedCache<[UInt8], Text>(capacity: 500))

    private static func name(of userAgent: [UInt8]) -> Text {
        guard let program = first(of: programs, in: userAgent) else { return Text("An unknown program") }
        guard let system = first(of: systems, in: userAgent) else { return Text(verbatim: program) }
        // Systems and devices take different words in German.
        switch system {
        case "iPhone": return Text("\(program) on iPhone")
        case "iPad": return Text("\(program) on iPad")
        default: return Text("\(program) on \(system)")
        }
    }

    /// The order matters: most browsers also name their ancestors.
    private static let programs = [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("w3m/", "w3m"), ("Lynx/", "Lynx"),
        ("Links", "Links"), ("curl/", "curl"), ("Wget/", "Wget"),
    ]

    private static let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"), ("BSD", "BSD"),
    ]

    private static func first(of names: [(mark: String, name: String)], in userAgent: [UInt8]) -> String? {
        names.first { userAgent.contains(Array($0.mark.utf8)) }?.name
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        return (0...(count - part.count)).contains { start in part.indices.allSatisfy { self[start + $0] == part[$0] } }
    }
}
