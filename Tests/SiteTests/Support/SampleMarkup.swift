import Markup

@testable import Site

extension MarkupWriter {
    /// Knows a few people and one room.
    static let sample = MarkupWriter(
        pathOfPerson: { ["ann", "bob", "a_b"].contains($0) ? "/people/\($0)" : nil },
        pathOfRoom: { $0 == "garden" || $0 == "room" ? "/rooms/12" : nil },
        reader: "ann")

    static func html(_ source: String) -> String {
        sample.html(Markup.parse(source)).text
    }
}
