import Foundation

/// A decoded `application/x-www-form-urlencoded` request body.
///
/// The body's length is the caller's to bound; the time and memory used here are linear in it.
struct URLEncodedForm: Equatable, Sendable {
    /// Every field's value by its name, of any length. Values hold line breaks as CRLF, as browsers send a `textarea`.
    let fields: [String: String]

    /// Decodes a whole body by the rules of `URLEncodedDecoder`; an empty body is a form without fields.
    init(decoding body: Data) throws(MalformedForm) {
        fields = try URLEncodedDecoder.fields(in: [UInt8](body))
    }

    /// The value of a field, not much longer than it may be, or nil where the form does not have it.
    subscript(field: TextField) -> String? {
        field.value(among: fields)
    }

    /// Whether a checkbox was ticked.
    ///
    /// Browsers send a ticked box with its `value` attribute (`on` without one) and leave out the others, so any value
    /// but the empty one counts.
    func isChecked(_ field: TextField) -> Bool {
        self[field]?.isEmpty == false
    }
}
