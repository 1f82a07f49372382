import Support

/// The avatar of a person who has uploaded none: an abstract drawing that follows from a seed alone.
///
/// Its description is its file name: `v1-`, the seed in 16 lower-case hexadecimal digits, `.svg`. The same seed gives the
/// same bytes on every machine and in every release. Browsers cache the name for good, so a new design needs a new
/// number in the name.
public struct GeneratedAvatar: LosslessStringConvertible, Hashable, Sendable {
    /// The media type of `svg`.
    public static let mediaType = "image/svg+xml"

    private static let prefix = "v1-"
    private static let suffix = ".svg"

    public let seed: UInt64

    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Nil unless the name is written exactly as `description` writes it; also nil for names of other designs.
    public init?(_ name: String) {
        let bytes = Array(name.utf8)
        guard bytes.count == Self.prefix.utf8.count + 16 + Self.suffix.utf8.count,
            bytes.starts(with: Self.prefix.utf8),
            bytes.suffix(Self.suffix.utf8.count).elementsEqual(Self.suffix.utf8),
            let seed = UInt64(hexadecimal: bytes.dropFirst(Self.prefix.utf8.count).prefix(16))
        else { return nil }
        self.seed = seed
    }

    public var description: String {
        var name = Self.prefix
        name.reserveCapacity(Self.prefix.utf8.count + 16 + Self.suffix.utf8.count)
        name += seed.hexadecimal
        name += Self.suffix
        return name
    }

    /// An SVG document of 96 by 96 units and less than 1,500 bytes, opaque, in ASCII.
    ///
    /// It holds shapes with presentation attributes and nothing else: no script, style, text or reference. It is
    /// therefore shown in full under the strictest Content-Security-Policy.
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
