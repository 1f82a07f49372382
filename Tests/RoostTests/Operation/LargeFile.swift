import Foundation
import PathKit

/// A file that is sent through a proxy.
struct LargeFile {
    let path: Path

    /// - Parameter size: in bytes.
    init(_ size: Int, in folder: Path) throws {
        path = folder + "large-\(size)"
        try path.write(Data(count: size))
    }

    /// What curl sends a message with: the file twice.
    var asMessage: [String] { ["--form", "body=Two files", "--form", "file=@\(path)", "--form", "file=@\(path)"] }
}
