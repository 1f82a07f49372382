/// A labelled field for several lines, with its hint, and with an error if its value was refused.
struct TextArea: FormControl {
    static let template = "textarea.html"
    static var fields: [Field<Self>] {
        [
            .text("id", \.id),
            .text("name", \.name),
            .text("label", \.label),
            .text("value", \.value),
            .text("hint", \.hint),
            .text("error", \.error),
            .text("rows") { String($0.rows) },
            .flag("required", \.isRequired),
            .flag("autofocus", \.hasFocus),
        ]
    }

    let name: String
    let label: Text
    var value = ""
    var hint: Text?
    var error: Text?
    var rows = 3
    var isRequired = true
    var hasFocus = false
    var elementID: String?
}
