/// A form as it stands in a page.
struct Form {
    struct Control {
        let name: String
        let type: String
        let value: String
        let isChecked: Bool

        /// Nil for what sends nothing.
        init?(_ element: Element) {
            guard ["input", "select", "textarea", "button"].contains(element.name), let name = element["name"],
                element["disabled"] == nil
            else { return nil }
            self.name = name
            type =
                switch element.name {
                case "input": element["type"] ?? "text"
                case let other: other
                }
            value =
                element.name == "textarea"
                ? element.typed : element.chosen ?? element["value"] ?? (type == "checkbox" ? "on" : "")
            isChecked = element["checked"] != nil
        }
    }

    let action: String
    let method: String
    let enctype: String
    let controls: [Control]
    let buttons: [String]

    init(_ element: Element) {
        action = String((element["action"] ?? "").prefix { $0 != "#" })
        method = element["method"]?.uppercased() ?? "GET"
        enctype = element["enctype"] ?? "application/x-www-form-urlencoded"
        controls = element.descendants.compactMap(Control.init)
        buttons = element.all("button").map(\.text)
    }

    /// What a person does to a form before sending it.
    struct Input {
        var fields: [String: String] = [:]
        var ticked: [String: Bool] = [:]
        var files: [String: File] = [:]
        /// For a field that takes more than one.
        var fileLists: [String: [File]] = [:]
    }

    struct File {
        var name: String
        var type = "application/octet-stream"
        var bytes: [UInt8]
    }

    /// Names and values in the order of the page, as browsers gather them (HTML standard, "constructing the entry
    /// list").
    func entries(_ input: Input) throws -> [(name: String, value: String)] {
        let known = Set(controls.map(\.name))
        let unknown = Set(input.fields.keys).union(input.ticked.keys).union(input.files.keys)
            .union(input.fileLists.keys).subtracting(known)
        guard unknown.isEmpty else { throw RawConnection.Failure("the form \(action) has no \(unknown)") }
        return controls.compactMap { control in
            switch control.type {
            case "checkbox":
                (input.ticked[control.name] ?? control.isChecked) ? (control.name, control.value) : nil
            // The one of a group that is chosen, or checked.
            case "radio":
                (input.fields[control.name].map { $0 == control.value } ?? control.isChecked)
                    ? (control.name, control.value) : nil
            case "file": nil
            // A button that is pressed sends its value; there may be several of a name.
            case "button": input.fields[control.name] == control.value ? (control.name, control.value) : nil
            default: (control.name, input.fields[control.name] ?? control.value)
            }
        }
    }

    /// The file fields, with an empty file where none was chosen.
    func files(_ input: Input) -> [(name: String, file: File)] {
        controls.filter { $0.type == "file" }.flatMap { control in
            let chosen = input.fileLists[control.name] ?? [input.files[control.name] ?? File(name: "", bytes: [])]
            return chosen.map { (control.name, $0) }
        }
    }
}

extension Element {
    /// What stands in a `textarea`: the parser leaves out a first line end.
    fileprivate var typed: String { text.hasPrefix("\n") ? String(text.dropFirst()) : text }

    /// What is chosen in a list: what the page says, or else the first.
    fileprivate var chosen: String? {
        let options = all("option")
        return (options.first { $0["selected"] != nil } ?? options.first).map { $0["value"] ?? $0.text }
    }
}

extension Document {
    /// What is chosen in a list.
    func chosen(_ name: String) -> String? {
        all("select").first { $0["name"] == name }?.chosen
    }

    /// What stands beside a field that is wrong.
    func error(of id: String) -> String? {
        element(id: id + "-error")?.text
    }

    var forms: [Form] { all("form").map(Form.init) }

    func form(_ action: String) throws -> Form {
        guard let form = forms.first(where: { $0.action == action }) else {
            throw RawConnection.Failure("no form \(action) among \(forms.map(\.action))")
        }
        return form
    }
}
