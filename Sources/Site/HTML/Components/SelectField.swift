import Accounts

/// A labelled list to choose one entry from, with its hint, and with an error if the choice was refused.
struct SelectField: View {
    static let template = "select.html"
    static var fields: [Field<Self>] {
        [
            .text("id", \.id),
            .text("name", \.name),
            .text("label", \.label),
            .text("hint", \.hint),
            .text("error", \.error),
            .parts("options", \.options),
        ]
    }

    let name: String
    let label: Text
    var hint: Text?
    var error: Text?
    let options: [Option]
    /// The element's `id`, where the page has another field of the same name.
    var elementID: String?

    var id: String { elementID ?? name.replacing("_", with: "-") }

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
}

extension SelectField {
    static func language(_ chosen: Language?, error: Text? = nil) -> SelectField {
        let languages = Language.allCases.map { language in
            Option(value: language.rawValue, label: Text(verbatim: language.name), isSelected: language == chosen)
        }
        let unset = Option(value: "", label: Text("As my browser asks"), isSelected: chosen == nil)
        return SelectField(name: "language", label: Text("Language"), error: error, options: [unset] + languages)
    }

    static func timeZone(_ chosen: TimeZoneName?, error: Text? = nil) -> SelectField {
        let zones = TimeZoneName.all.map { zone in
            Option(value: nil, label: Text(verbatim: zone.text), isSelected: zone == chosen)
        }
        let unset = Option(value: "", label: Text(verbatim: "UTC"), isSelected: chosen == nil)
        return SelectField(
            name: "time_zone", label: Text("Time zone"), hint: Text("Times are shown as the clocks there have them."),
            error: error, options: [unset] + zones)
    }
}
