import Foundation

extension MultipartParser {
    /// One step through the body. Every part is a `partBegan`, any number of `partData`, and a `partEnded`.
    enum Event: Equatable, Sendable {
        case partBegan(PartHeader)
        /// The part's next bytes, never none. Indices start at zero, and the chunk's memory is not kept.
        case partData(Data)
        case partEnded
    }
}
