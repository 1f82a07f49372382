import Foundation
import Testing

/// Whole pictures of 8 by 8 pixels, one of each format.
enum Picture: String, CaseIterable {
    case png, jpeg, gif, webp

    var bytes: [UInt8] {
        get throws { Array(try #require(Data(base64Encoded: base64))) }
    }

    private var base64: String {
        switch self {
        case .png:
            """
            iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFUlEQVR42mOs0IhiwAaYGHCAwSkBAMiCAQrAGUM9AAAAAElFTkSu\
            QmCC
            """
        case .jpeg:
            """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////\
            ////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////\
            ////////////wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA\
            FQEBAQAAAAAAAAAAAAAAAAAAAQL/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCIBW//2Q==
            """
        case .gif: "R0lGODdhCAAIAIEAAHgoWgAAAAAAAAAAACwAAAAACAAIAAAIDwABCBxIsKDBgwgTKkwYEAA7"
        case .webp: "UklGRh4AAABXRUJQVlA4TBEAAAAvB8ABAAdQlOJVq/+BiOh/AAA="
        }
    }

    var mediaType: String { "image/\(rawValue)" }
}
