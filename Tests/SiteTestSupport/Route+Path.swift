import Media

@testable import Site

extension Route {
    /// A path that matches the pattern, on a site whose first member is called alice.
    ///
    /// - Parameters:
    ///   - id: of whatever it is that the path names.
    ///   - file: the name of a picture.
    func path(id: String = "1", file: String = GeneratedAvatar(seed: 1).description) -> String {
        pattern.replacing(":id", with: id).replacing(":user", with: id).replacing(":number", with: id)
            .replacing(":keeper", with: "a1-en").replacing(":emoji", with: "%F0%9F%8C%B1")
            .replacing(":room", with: "1-everyone").replacing(":name", with: "alice")
            .replacing(":token", with: String(repeating: "A", count: 43))
            .replacing("static/:file", with: "static/roost.css").replacing(":file", with: file)
    }
}
