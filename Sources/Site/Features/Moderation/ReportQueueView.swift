import Accounts
import Conversation
import Foundation
import Markup

struct ReportQueueView: View {
    static let template = "reports.html"
    static var fields: [Field<Self>] {
        [
            .parts("reports", \.reports),
            .text("nextPath", \.nextPath),
            .flag("isFirst", \.isFirst),
        ]
    }

    private let reports: [ReportRow]
    private let nextPath: String?
    private let isFirst: Bool

    /// - Parameter problem: why a report could not be handled as was asked.
    init(_ page: ReportPage, reader: User, isFirst: Bool, problem: (report: Report.ID, text: Text)?) {
        reports = page.reports.map {
            ReportRow($0, reader: reader, problem: $0.id == problem?.report ? problem?.text : nil)
        }
        nextPath = page.next.map { "\(paths.reports())?after=\($0)" }
        self.isFirst = isFirst
    }
}

/// A report with the message it is about, and what can be done.
struct ReportRow: View {
    static let template = "report.html"
    static var fields: [Field<Self>] { shown + actions }

    private static var shown: [Field<Self>] {
        [
            .text("id") { String($0.report.id) },
            .part("origin", \.origin),
            .flag("isDeleted", \.report.isDeleted),
            .html("body") { $0.report.text.isEmpty ? nil : $0.body },
            .text("reason", \.report.reason),
            .text("reporter") { Text(author: $0.report.reporter) },
            .text("reporterPath", \.report.reporter?.path),
            .text("when", \.createdAt.full),
            .text("whenISO", \.createdAt.iso),
            .problem("problem", with: { "report-\($0.report.id)" }, \.problem),
        ]
    }

    private static var actions: [Field<Self>] {
        [
            .text("resolvePath") { paths.resolveReport(ReportID($0.report.id)) },
            .flag("hasAuthor") { $0.report.author != nil },
            .flag("canRemoveAuthor") { $0.report.author != nil && $0.report.room.kind != .direct },
            .flag("canDisable") { $0.report.author != nil && $0.isAdministrator },
        ]
    }

    let problem: Text?
    private let report: Report
    private let origin: MessageOrigin
    private let body: HTML
    private let createdAt: Timestamp
    private let isAdministrator: Bool

    init(_ report: Report, reader: User, problem: Text?) {
        let zone = reader.preferences.timeZone
        self.report = report
        self.problem = problem
        origin = MessageOrigin(
            report.author, in: report.room, report.number, at: report.writtenAt, zone: zone,
            unreadable: report.isRoomReadable ? nil : Text(roomCalled: report.room.name))
        // Names are no links here: whoever handles the report need not know the room.
        let writer = MarkupWriter()
        body = writer.html(Markup.parse(report.text))
        createdAt = Timestamp(report.createdAt, in: zone)
        isAdministrator = reader.role == .administrator
    }
}
