/// The picture of a person who has uploaded none: an abstract composition that follows from a seed alone.
///
/// The same seed gives the same bytes on every machine and in every release, until `GeneratedAvatarName` counts
/// a new design.
public struct GeneratedAvatar: Hashable, Sendable {
    /// The media type of `svg`.
    public static let mediaType = "image/svg+xml"

    public let seed: UInt64

    public init(seed: UInt64) {
        self.seed = seed
    }

    public var name: GeneratedAvatarName {
        GeneratedAvatarName(seed: seed)
    }

    /// An SVG document of 96 by 96 units and less than 1,500 bytes, opaque, in ASCII.
    ///
    /// It holds shapes with presentation attributes and nothing else: no script, style, text or reference, so it
    /// is shown whole under the strictest Content-Security-Policy.
    public var svg: String {
        var generator = SeededGenerator(seed: seed)
        let palette = generator.pick(Palette.all)
        let motif = generator.pick([Rosette.shapes, Rosette.shapes, Tiles.shapes, Horizon.shapes, Orbits.shapes])
        let shapes = motif(palette, &generator)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">\
            <rect width="96" height="96" fill="\(palette.ground)"/>\(shapes)</svg>
            """
    }
}
