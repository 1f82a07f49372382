/// What is wrong with a template, and where.
struct TemplateError: Error, Hashable, CustomStringConvertible {
    let file: String
    /// Counted from 1; nil when the file as a whole is meant.
    let line: Int?
    let reason: String

    var description: String {
        [file, line.map(String.init)].compactMap(\.self).joined(separator: ":") + ": " + reason
    }
}
