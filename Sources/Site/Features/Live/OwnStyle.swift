import Accounts
import Foundation
import HTTP

/// `GET /people/:name/own.css`: marks a person's own mentions and reactions in live pages, whose messages are the same
/// bytes for all, and hides that they are writing themselves, perhaps in another window.
enum OwnStyle {
    /// Nothing is looked up: what it says of a name is the same whether anybody has it.
    @Sendable static func show(_ request: Request, person: SignedIn, name: PersonName) -> Response {
        // A name has letters, digits and marks that end no text in a style sheet.
        let style = """
            .mention[href="\(paths.personPage(name))"] {
              padding-inline: .15em; border-radius: .25rem; color: var(--on-fig); background: var(--fig);
            }
            .chip[data-by~="\(name)"] {
              color: var(--fig); background: var(--fig-wash); border-color: var(--fig); font-weight: 600;
            }
            .typing[data-by="\(name)"] { display: none; }

            """
        var response = Response(status: .ok, body: .bytes(Data(style.utf8)))
        response.headers[.contentType] = "text/css; charset=utf-8"
        response.headers[.cacheControl] = "private, max-age=86400"
        return response
    }
}
