/// A flower or a star: two rings of petals around a heart.
enum Rosette {
    private static let petalCounts = [4, 5, 6, 8]

    static func shapes(_ palette: Palette, _ generator: inout SeededGenerator) -> String {
        let count = generator.pick(petalCounts)
        let colors = generator.pick([
            [palette.main, palette.second, palette.accent],
            [palette.main, palette.accent, palette.second],
            [palette.second, palette.main, palette.accent],
            [palette.accent, palette.main, palette.second],
        ])
        let turn = 180 / count
        let outer = ring(of: generator.pick(petals(count)), count: count)
        let inner = ring(of: generator.pick(petals(count)), count: count)
        let start = generator.pick([0, turn])
        let scale = generator.number(in: 52...66)
        let heart = generator.number(in: 6...10)
        // Eight petals leave no room for pearls.
        let pearls = generator.pick([true, false]) && count < 8 ? pearls(colors[1], count: count) : ""
        return """
            <g transform="translate(48 48) rotate(\(start))">\(pearls)\
            <g fill="\(colors[0])">\(outer)</g>\
            <g fill="\(colors[1])" transform="rotate(\(turn)) scale(.\(scale))">\(inner)</g>\
            <circle r="\(heart)" fill="\(colors[2])"/><circle r="\(heart / 2)" fill="\(palette.ground)"/></g>
            """
    }

    /// A dot in each gap between the outer petals: the round ends of dashes that have no length.
    private static func pearls(_ color: String, count: Int) -> String {
        """
        <circle r="38" fill="none" stroke="\(color)" stroke-width="7" stroke-linecap="round" pathLength="\(count)" \
        stroke-dasharray="0 1" transform="rotate(\(180 / count - 90))"/>
        """
    }

    /// Petals that point up from the origin and are 41 units long, as wide as `count` of them allow.
    private static func petals(_ count: Int) -> [String] {
        let width = [4: 18, 5: 15, 6: 13][count] ?? 10
        return [
            "<ellipse cy=\"-23\" rx=\"\(width)\" ry=\"18\"",
            "<path d=\"M0 0Q-\(2 * width)-24 0-42Q\(2 * width)-24 0 0z\"",
            "<path d=\"M0 0L-\(width)-27A\(width) \(width) 0 0 1 \(width)-27z\"",
            "<path d=\"M0 0L-\(width)-20L0-43L\(width)-20z\"",
            "<circle cy=\"-\(41 - width)\" r=\"\(width)\"",
        ]
    }

    private static func ring(of petal: String, count: Int) -> String {
        (0..<count).map { "\(petal) transform=\"rotate(\($0 * 360 / count))\"/>" }.joined()
    }
}
