import Foundation

/// A call of the system that has failed.
public struct SystemError: Error, CustomStringConvertible {
    let operation: String
    public let code: Int32

    public init(_ operation: String, code: Int32 = errno) {
        self.operation = operation
        self.code = code
    }

    public var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
