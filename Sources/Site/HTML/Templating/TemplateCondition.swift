import Stencil

/// When a part of a template is shown.
enum TemplateCondition: Sendable {
    /// `{% else %}`
    case always
    /// The number of a field.
    case field(Int)
    indirect case not(TemplateCondition)
    case all([TemplateCondition])
    case any([TemplateCondition])

    /// - Throws: an error at the tag of a condition that consists of more than fields, `not`, `and` and `or`.
    init(of branch: IfNode.Branch, fields: [String: Int]) throws {
        guard let words = branch.words else {
            self = .always
            return
        }
        guard let condition = Self.combined(words, fields) else {
            throw TemplateSyntaxError(
                reason: "a condition consists of fields, 'not', 'and' and 'or'", token: branch.token)
        }
        self = condition
    }

    /// `or` binds less than `and`, and `and` less than `not`.
    private static func combined(_ words: [String], _ fields: [String: Int]) -> TemplateCondition? {
        alternatives(words, "or", any) { alternatives($0, "and", all) { single($0, fields) } }
    }

    private static func alternatives(
        _ words: some Collection<String>, _ separator: String,
        _ join: ([TemplateCondition]) -> TemplateCondition, _ part: ([String]) -> TemplateCondition?
    ) -> TemplateCondition? {
        let parts = words.split(separator: separator, omittingEmptySubsequences: false).map { part(Array($0)) }
        let conditions = parts.compactMap(\.self)
        guard conditions.count == parts.count else { return nil }
        return conditions.count == 1 ? conditions[0] : join(conditions)
    }

    private static func single(_ words: [String], _ fields: [String: Int]) -> TemplateCondition? {
        if words.first == "not" { return single(Array(words.dropFirst()), fields).map(not) }
        return words.count == 1 ? fields[words[0]].map(field) : nil
    }
}
