import Accounts
import Synchronization

extension Device {
    /// The device in words, as far as its User-Agent tells: "Firefox on Linux".
    var name: Text {
        if let known = Self.names.withLock({ $0[userAgent] }) { return known }
        let name = findName()
        Self.names.withLock { names in
            if names.count >= Self.knownNames { names = [:] }
            names[userAgent] = name
        }
        return name
    }

    /// For the command line.
    public var englishName: String { name.english }

    /// Looking through a User-Agent takes longer than all else about a row, and few differ.
    private static let names = Mutex<[String: Text]>([:])
    private static let knownNames = 1000

    private func findName() -> Text {
        guard let program = Self.first(of: Self.programs, in: userAgent) else { return Text("An unknown program") }
        guard let system = Self.first(of: Self.systems, in: userAgent) else { return Text(verbatim: program) }
        return Text("\(program) on \(system)")
    }

    /// In this order: most browsers name the ones they descend from too.
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

    private static func first(of names: [(mark: String, name: String)], in userAgent: String) -> String? {
        names.first { userAgent.contains($0.mark) }?.name
    }
}
