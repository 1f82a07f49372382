/// In whose name the account of another is looked at or changed.
public enum Principal: Sendable {
    /// The operator, who has the machine and with it the database.
    case commandLine
    /// A person on the site. They must be an administrator now, and for changes have given their password lately.
    case administrator(SignedIn)
}
