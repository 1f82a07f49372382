import Accounts
import Conversation
import Foundation

struct AuditLogView: View {
    static let template = "audit.html"
    static var fields: [Field<Self>] {
        [
            .part("actor") { FormField.auditPerson(.actor, Text("Done by"), $0.form.actor, $0.form.actorError) },
            .part("subject") {
                FormField.auditPerson(.subject, Text("Done to"), $0.form.subject, $0.form.subjectError)
            },
            .part("room") { FormField.auditRoom($0.form.room, error: $0.form.roomError) },
            .part("action") { SelectField.auditAction($0.form.action) },
            .flag("isWrong", \.form.isWrong),
            .flag("isFiltered", \.form.isFiltered),
            .parts("entries", \.entries),
            .text("firstPath", \.firstPath),
            .text("nextPath", \.nextPath),
        ]
    }

    private let form: AuditForm
    private let entries: [AuditRow]
    /// Nil on the first page.
    private let firstPath: String?
    /// Nil on the last page.
    private let nextPath: String?

    init(_ form: AuditForm, _ page: AuditPage? = nil, zone: TimeZoneName? = nil) {
        self.form = form
        entries = page?.entries.map { AuditRow($0, zone: zone) } ?? []
        firstPath = form.before == nil ? nil : form.path(before: nil)
        nextPath = page?.next.map { form.path(before: $0) }
    }
}

extension FormField {
    fileprivate static func auditPerson(_ field: TextField, _ label: Text, _ value: String, _ error: Text?) -> FormField
    {
        FormField(
            name: field.rawValue, label: label, value: value, error: error, autocomplete: "off", isRequired: false,
            isPlain: true)
    }

    fileprivate static func auditRoom(_ value: String, error: Text?) -> FormField {
        FormField(
            name: TextField.room.rawValue, label: Text("Room number"), value: value, error: error,
            autocomplete: "off", isRequired: false, isPlain: true)
    }
}

extension SelectField {
    fileprivate static func auditAction(_ chosen: AuditEntry.Action?) -> SelectField {
        let all = Option(value: "", label: Text("Everything"), isSelected: chosen == nil)
        let actions = AuditEntry.Action.allCases.map {
            Option(value: $0.rawValue, label: $0.text, isSelected: $0 == chosen)
        }
        return SelectField(name: TextField.action.rawValue, label: Text("What"), options: [all] + actions)
    }
}
