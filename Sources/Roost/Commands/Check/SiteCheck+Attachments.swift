import Foundation
import Media
import Storage

extension SiteCheck {
    /// The files of messages; nothing where there are none.
    func files(of file: DatabaseFile, until signal: Interruptible.Signal) throws -> [Finding] {
        let attachments = try file.attachments()
        let stored = try StoredUploads(in: settings.uploads, isNeeded: !attachments.isEmpty)
        var lost = LostUploads()
        for upload in attachments.map(Upload.file) {
            try signal.check()
            switch try stored.state(of: upload, readsFiles: readsFiles, check: signal.check) {
            case .whole: continue
            case .missing: lost.missing.append(upload)
            case .damaged: lost.damaged.append(upload)
            }
        }
        // Removed since the names were read.
        let current = Set(try file.attachments().map(Upload.file))
        let (missing, damaged) = (current.intersection(lost.missing), current.intersection(lost.damaged))
        var findings: [Finding] = []
        if !missing.isEmpty { findings.append(.wrong("files", Self.text("missing", Set(missing.map(\.name))))) }
        if !damaged.isEmpty { findings.append(.wrong("files", Self.text("damaged", Set(damaged.map(\.name))))) }
        findings += try orphans(in: stored, file)
        guard findings.isEmpty, !attachments.isEmpty else { return findings }
        let how = readsFiles ? "and intact" : "with their sizes; --read-files compares their checksums"
        return [.fine("files", "all \(attachments.count) present \(how)")]
    }

    /// A row comes before its file and goes after it, so the rows are read last.
    private func orphans(in stored: StoredUploads, _ file: DatabaseFile) throws -> [Finding] {
        let names = try stored.files(before: Date(timeIntervalSinceNow: -Self.uploadTime))
        let known = try file.attachmentIDs()
        let orphans = Set(names.filter { !known.contains($0.id) }.map { $0.file(.whole).description })
        guard !orphans.isEmpty else { return [] }
        return [.note("files", Self.text("of no message, which can be removed", orphans))]
    }
}
