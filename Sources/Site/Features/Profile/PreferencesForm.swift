import Accounts

/// The form for language and time zone, as it was sent.
struct PreferencesForm: Hashable, Sendable {
    /// The errors of a form with values that are not on the lists.
    struct Refused: Error, Hashable {
        let language: Text?
        let timeZone: Text?
    }

    /// The chosen values that are on the lists.
    let known: Preferences
    private let refusal: Refused?

    init(_ form: URLEncodedForm) {
        self.init(language: form[.language] ?? "", timeZone: form[.timeZone] ?? "")
    }

    init(language: String, timeZone: String) {
        known = Preferences(language: Language(rawValue: language), timeZone: TimeZoneName(timeZone))
        let isLanguageKnown = language.isEmpty || known.language != nil
        let isZoneKnown = timeZone.isEmpty || known.timeZone != nil
        refusal =
            isLanguageKnown && isZoneKnown
            ? nil
            : Refused(
                language: isLanguageKnown ? nil : Text("Please choose a language from the list."),
                timeZone: isZoneKnown ? nil : Text("Please choose a time zone from the list."))
    }

    func preferences() throws(Refused) -> Preferences {
        if let refusal { throw refusal }
        return known
    }
}
