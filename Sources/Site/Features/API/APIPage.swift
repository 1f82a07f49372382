import Accounts

/// `GET /api`: what the API has, readable without scripts. It is made of the same table as the description for programs.
struct APIPage: Sendable {
    private let page: Page<APIView>

    init(_ site: SiteContext) throws {
        page = try Page(site)
    }

    func show(_ request: Request, visitor: Visitor, _ operations: [DescribedOperation]) async throws -> Response {
        try await page.response(APIView(operations), to: request)
    }
}

struct APIView: View {
    static let template = "api.html"
    static var fields: [Field<Self>] {
        [
            .text("description") { _ in apiPaths.openAPI() },
            .text("socket") { _ in apiPaths.asyncAPI() },
            .parts("sections", \.sections),
            .parts("problems", \.problems),
        ]
    }

    private let sections: [APISection]
    private let problems: [APIProblemRow]

    init(_ operations: [DescribedOperation]) {
        sections = APIOperation.Tag.allCases.map { tag in
            APISection(tag: tag, rows: operations.filter { $0.operation.tag == tag }.map(APIOperationRow.init))
        }
        problems = ProblemDetails.known.map(APIProblemRow.init)
    }
}

/// The operations of one part of the API.
struct APISection: View {
    static let template = "api-section.html"
    static var fields: [Field<Self>] {
        [.text("title", \.tag.title), .text("anchor") { $0.tag.rawValue.lowercased() }, .parts("rows", \.rows)]
    }

    let tag: APIOperation.Tag
    let rows: [APIOperationRow]
}

/// What one route takes and gives.
struct APIOperationRow: View {
    static let template = "api-operation.html"
    static var fields: [Field<Self>] {
        [
            .text("method", \.method), .text("path", \.path), .text("summary", \.summary), .text("takes", \.takes),
            .text("query", \.query), .text("gives", \.gives), .flag("isOpen", \.isOpen),
        ]
    }

    private let method: String
    private let path: String
    private let summary: String
    private let takes: String
    private let query: String
    private let gives: String
    private let isOpen: Bool

    init(_ described: DescribedOperation) {
        let operation = described.operation
        (method, path, isOpen) = (described.method.rawValue, described.path, described.isOpen)
        summary = operation.summary
        takes = operation.input.map { $0.isRequired ? $0.name : "[\($0.name)]" }.joined(separator: ", ")
        query = operation.query.map(\.field.rawValue).joined(separator: ", ")
        gives =
            switch operation.output {
            case .one(let resource, let status): "\(status.code) \(resource.name)"
            case .either(let one, let status, let other, let second):
                "\(status.code) \(one.name), \(second.code) \(other.name)"
            case .page(let resource), .numbered(let resource, _): "200 [\(resource.name)]"
            case .nothing: "204"
            case .upgrade: "101"
            case .events: "200 text/event-stream"
            case .file(let type): "200 \(type)"
            }
    }
}

/// A problem that an operation may end in.
struct APIProblemRow: View {
    static let template = "api-problem.html"
    static var fields: [Field<Self>] {
        [.text("code", \.code), .text("status") { String($0.status) }, .text("text", \.text)]
    }

    private let code: String
    private let status: Int
    private let text: Text

    init(_ details: ProblemDetails) {
        (code, status, text) = (details.code ?? "", details.status.code, details.text)
    }
}

extension APIOperation.Tag {
    fileprivate var title: Text {
        switch self {
        case .authentication: Text("Accounts and sessions")
        case .people: Text("People")
        case .rooms: Text("Rooms")
        case .messages: Text("Messages")
        case .files: Text("Files")
        case .inbox: Text("Inbox, search and reports")
        case .administration: Text("Administration")
        case .site: Text("The site")
        }
    }
}
