/// What is said about one thing that was looked at.
struct Finding: Hashable, Sendable {
    enum Grade: String, Sendable {
        case fine = "ok"
        /// To know; nothing need be done now.
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
