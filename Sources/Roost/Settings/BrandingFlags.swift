import Accounts
import ArgumentParser
import Site

/// What makes the site the operator's own, as flags.
struct BrandingFlags: ParsableArguments {
    @Option(help: "What the site is called in titles, on the front page and in authenticator apps (default: Roost).")
    var name: String?

    @Option(help: "Whom people ask for help: a mail address, an https address or a few words (default: none).")
    var contact: String?

    @Option(help: "Links in the footer, separated by commas: Imprint=https://example.org/imprint (default: none).")
    var links: String?

    @Option(help: "What the front page says about the site; \\n\\n begins a paragraph (default: a sentence of ours).")
    var frontText: String?

    @Option(help: "The time zone of people who have not chosen one, like Europe/Berlin (default: UTC).")
    var timeZone: String?

    @Option(help: "Who may make an account once there is an administrator: open, invited or closed (default: open).")
    var signUp: String?

    var byName: [SettingName: String?] {
        [
            .name: name, .contact: contact, .links: links, .frontText: frontText, .timeZone: timeZone, .signUp: signUp,
        ]
    }
}

extension SettingsReader {
    mutating func readBranding() -> Branding {
        var branding = Branding()
        branding.givenName = read(.name, default: "", as: "a name of up to 60 characters", SettingValue.siteName)
        branding.contact = read(
            .contact, default: "", as: "a mail address, an https address or up to 200 characters of text",
            SettingValue.contact)
        branding.links = read(
            .links, default: "", as: "links like Imprint=https://example.org/imprint, separated by commas",
            SettingValue.links)
        branding.frontText = read(
            .frontText, default: "", as: "text of up to 4000 bytes", SettingValue.frontText)
        return branding
    }

    /// Nil for UTC.
    mutating func readTimeZone() -> TimeZoneName? {
        read(.timeZone, default: "UTC", as: "a time zone like Europe/Berlin") { text in
            text == "UTC" ? .some(nil) : TimeZoneName(text).map(Optional.some)
        }
    }
}
