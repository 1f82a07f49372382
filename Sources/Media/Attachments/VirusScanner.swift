/// Looks for malware in uploads.
public protocol VirusScanner: Sendable {
    /// - Throws: whatever prevented the scan.
    func scan(fileAt path: String) async throws -> VirusScanResult
}

public enum VirusScanResult: Hashable, Sendable {
    case clean
    case infected(name: String)
}

/// What happens to files that could not be scanned.
public struct VirusScan: Sendable {
    let scanner: any VirusScanner
    /// Whether a file is refused that could not be scanned.
    let isRequired: Bool
    let reportFailure: @Sendable (any Error) -> Void

    /// - Parameter reportFailure: is told why a file could not be scanned.
    public init(
        with scanner: any VirusScanner, isRequired: Bool, reportFailure: @escaping @Sendable (any Error) -> Void
    ) {
        self.scanner = scanner
        self.isRequired = isRequired
        self.reportFailure = reportFailure
    }

    /// - Throws: ``AttachmentRejected``.
    func check(fileAt path: String) async throws {
        let result: VirusScanResult
        do {
            result = try await scanner.scan(fileAt: path)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            reportFailure(error)
            if isRequired { throw AttachmentRejected.notScanned }
            return
        }
        if case .infected(let name) = result { throw AttachmentRejected.infected(name: name) }
    }
}
