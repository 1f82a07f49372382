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

    @Option(help: "What the front page says about the site; \\n\\n begins a paragraph (default: a built-in sentence).")
    var frontText: String?

    @Option(help: "A picture beside the site's name: an SVG, PNG or WebP file of up to 512 KB (default: a bat).")
    var logo: String?

    @Option(help: "The colour of buttons and links, like #7d2464; white text on it must be readable (default: fig).")
    var accent: String?

    @Option(help: "The time zone of people who have not chosen one, like Europe/Berlin (default: UTC).")
    var timeZone: String?

    @Option(help: "Who may make an account once there is an administrator: open, invited or closed (default: open).")
    var signUp: String?

    var byName: [SettingName: String?] {
        [
            .name: name, .contact: contact, .links: links, .frontText: frontText, .logo: logo, .accent: accent,
            .timeZone: timeZone, .signUp: signUp,
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
        branding.logo = read(
            .logo, default: "", as: "an SVG, PNG or WebP file of up to 512 KB that can be read", SettingValue.logo)
        branding.accent = read(
            .accent, default: "", as: "a colour like #7d2464 that is dark enough for white text on it (contrast 4.5)",
            SettingValue.accent)
        return branding
    }

    /// Nil for UTC.
    mutating func readTimeZone() -> TimeZoneName? {
        read(.timeZone, default: "UTC", as: "a time zone like Europe/Berlin") { text in
            text == "UTC" ? .some(nil) : TimeZoneName(text).map(Optional.some)
        }
    }
}
