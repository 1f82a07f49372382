import Accounts

/// A labelled list to choose one entry from, with its hint, and with an error if the choice was refused.
struct SelectField: FormControl {
    static let template = "select.html"
    static var fields: [Field<Self>] {
        [
            .text("id", \.id),
            .text("name", \.name),
            .text("label", \.label),
            .text("hint", \.hint),
            .text("error", \.error),
            .parts("options", \.options),
            .parts("groups", \.groups),
        ]
    }

    let name: String
    let label: Text
    var hint: Text?
    var error: Text?
    let options: [Option]
    /// More options, under headings.
    var groups: [Group] = []
    var elementID: String?

    struct Option: View {
        static let template = "option.html"
        static var fields: [Field<Self>] {
            [
                .flag("hasValue") { $0.value != nil }, .text("value", \.value), .text("label", \.label),
                .flag("selected", \.isSelected),
            ]
        }

        /// Nil where it equals the label: that halves the size of a long list.
        let value: String?
        let label: Text
        let isSelected: Bool
    }

    /// Options under a heading.
    struct Group: View {
        static let template = "option-group.html"
        static var fields: [Field<Self>] { [.text("label", \.label), .parts("options", \.options)] }

        let label: Text
        let options: [Option]
    }
}

extension SelectField {
    static func language(_ chosen: Language?, error: Text? = nil) -> SelectField {
        let languages = Language.allCases.map { language in
            Option(value: language.rawValue, label: Text(verbatim: language.name), isSelected: language == chosen)
        }
        let unset = Option(value: "", label: Text("My browser's language"), isSelected: chosen == nil)
        return SelectField(name: "language", label: Text("Language"), error: error, options: [unset] + languages)
    }

    /// - Parameter standard: the zone of people who have chosen none; nil for UTC.
    static func timeZone(_ chosen: TimeZoneName?, default standard: TimeZoneName?, error: Text? = nil) -> SelectField {
        let regions = Dictionary(grouping: TimeZoneName.all, by: \.region)
        let groups = regions.sorted { $0.key < $1.key }.map { region, zones in
            Group(
                label: region.words,
                options: zones.map { zone in
                    Option(
                        value: zone.text, label: Text(verbatim: zone.place),
                        isSelected: zone == chosen && zone != standard)
                })
        }
        let unset = Option(
            value: "", label: standard.map { Text("\($0.place), as for everybody here") } ?? Text(verbatim: "UTC"),
            isSelected: chosen == standard)
        return SelectField(
            name: "time_zone", label: Text("Time zone"), hint: Text("All times are shown in this time zone."),
            error: error, options: [unset], groups: groups)
    }
}

extension TimeZoneName {
    /// "Europe" of "Europe/Berlin".
    fileprivate var region: String { String(text.prefix { $0 != "/" }) }

    /// "Berlin" of "Europe/Berlin", "Argentina, Ushuaia" of "America/Argentina/Ushuaia".
    fileprivate var place: String {
        text.split(separator: "/").dropFirst().joined(separator: ", ").replacing("_", with: " ")
    }
}

extension String {
    /// The name of a region of time zones.
    fileprivate var words: Text {
        switch self {
        case "Africa": Text("Africa")
        case "America": Text("America")
        case "Antarctica": Text("Antarctica")
        case "Arctic": Text("Arctic")
        case "Asia": Text("Asia")
        case "Atlantic": Text("Atlantic")
        case "Australia": Text("Australia")
        case "Europe": Text("Europe")
        case "Indian": Text("Indian Ocean")
        case "Pacific": Text("Pacific")
        default: Text(verbatim: self)
        }
    }
}
