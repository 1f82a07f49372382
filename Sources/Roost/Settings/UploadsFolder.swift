import PathKit

/// The folder of what people have uploaded.
enum UploadsFolder {
    /// Something that was uploaded; nil where there is nothing, or no folder.
    static func firstUpload(in folder: Path) throws -> Path? {
        guard folder.isDirectory else { return nil }
        return try folder.children().first { child in
            let name = child.lastComponent
            if name == "incoming" { return try !child.children().isEmpty }
            // Hidden files are not uploads, nor is the folder that a file system has at its root.
            return !name.hasPrefix(".") && name != "lost+found"
        }
    }
}
