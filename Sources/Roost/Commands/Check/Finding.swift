/// The result of one check.
struct Finding: Hashable, Sendable {
    enum Grade: String, Sendable {
        case fine = "ok"
        /// Worth knowing; nothing needs to be done now.
        case note
        case wrong
    }

    let grade: Grade
    let subject: String
    let text: String

    static func fine(_ subject: String, _ text: String) -> Finding {
        Finding(grade: .fine, subject: subject, text: text)
    }
    static func note(_ subject: String, _ text: String) -> Finding {
        Finding(grade: .note, subject: subject, text: text)
    }
    static func wrong(_ subject: String, _ text: String) -> Finding {
        Finding(grade: .wrong, subject: subject, text: text)
    }
}
