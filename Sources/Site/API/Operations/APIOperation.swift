import Accounts
import HTTP

/// What a route of the API takes and gives. The route's handler gets only what is described here.
struct APIOperation: Sendable {
    let summary: String
    let tag: Tag
    /// The scope that a token needs.
    var scope = TokenScope.full
    var input: [InputField] = []
    /// Fields of the query.
    var query: [QueryParameter] = []
    var upload: Upload?
    let output: Output
    /// Statuses with problem details that the operation has besides those of every one.
    var problems: [Status] = []
    /// Whether unknown fields and parameters are ignored instead of refused.
    var allowsUnknownFields = false
    /// How often it may be done, where its responses say so.
    var limit: OperationLimit?

    /// The parts of the description.
    enum Tag: String, CaseIterable, Sendable {
        case authentication = "Authentication"
        case people = "People"
        case rooms = "Rooms"
        case messages = "Messages"
        case files = "Files"
        case inbox = "Inbox"
        case administration = "Administration"
        case site = "Site"
    }

    /// Where another page of a list is.
    enum Cursor: String, Sendable {
        case before, after, since
        /// Only in lists of changes: the same as `since`, while there is more.
        case next
    }

    /// A multipart body.
    struct Upload: Sendable {
        /// Of the files.
        let field: String
        /// Whether JSON, or nothing where the operation takes no JSON, does as well.
        let isRequired: Bool
        /// How many files there may be.
        var count = 1
    }

    /// What a success consists of.
    enum Output: Sendable {
        case one(ResourceSchema, Status)
        /// One of two, which the status tells apart.
        case either(ResourceSchema, Status, or: ResourceSchema, Status)
        case page(ResourceSchema)
        /// A list whose other pages are found by numbers.
        case numbered(ResourceSchema, [Cursor])
        case nothing
        /// Bytes of this media type.
        case file(String)
        /// Server-Sent Events, without an end.
        case events
        /// The connection changes to WebSocket.
        case upgrade

        static func one(_ type: (some Resource).Type, _ status: Status = .ok) -> Output {
            .one(ResourceSchema(type), status)
        }

        static func page(of type: (some Resource).Type) -> Output { .page(ResourceSchema(type)) }
    }
}

/// A parameter of the query.
struct QueryParameter: Sendable {
    let field: TextField
    let schema: Schema
    let summary: String
    var isRequired = false

    static let cursor = cursor(pattern: "^[1-9][0-9]{0,17}$")
    static let limit = QueryParameter(
        field: .limit, schema: .number(1...100), summary: "The most entries of a page, 1 to 100.")

    static func cursor(pattern: String) -> QueryParameter {
        QueryParameter(
            field: .cursor, schema: .text(limit: 64, pattern: pattern), summary: "`page.next` of the page before.")
    }

    static func number(_ field: TextField) -> QueryParameter {
        QueryParameter(field: field, schema: .number(0...(.max)), summary: "A number of `page`, or any other.")
    }

    var required: QueryParameter {
        var parameter = self
        parameter.isRequired = true
        return parameter
    }
}

extension Route {
    /// The same route as a part of the API.
    ///
    /// - Parameter scope: the scope that a token needs. By default, accounts and administration are for people who have
    ///   signed in, and for everything else the method decides.
    func operation(
        _ summary: String, _ tag: APIOperation.Tag, scope: TokenScope? = nil, takes input: [InputField] = [],
        query: [QueryParameter] = [], upload: APIOperation.Upload? = nil, gives output: APIOperation.Output,
        problems: [Status] = []
    ) -> Route {
        let usual: TokenScope =
            [.authentication, .administration].contains(tag) ? .full : method.isSafe ? .read : .write
        return operation(
            APIOperation(
                summary: summary, tag: tag, scope: scope ?? usual, input: input, query: query, upload: upload,
                output: output, problems: problems))
    }
}
