/// Four tiles of plain geometry, laid by a rule: all alike and turned, alike across the middle, or all different.
enum Tiles {
    /// Each in a tile of 48 by 48 units.
    private static let figures = [
        "M0 0H40A40 40 0 0 1 0 40z",
        "M0 0H48A24 24 0 0 1 0 0z",
        "M0 0H48A24 24 0 0 1 0 0zM0 24H48A24 24 0 0 1 0 24z",
        "M0 0A48 48 0 0 1 48 48A48 48 0 0 1 0 0z",
        "M18 0H48A48 48 0 0 1 0 48V18A18 18 0 0 0 18 0z",
        "M0 0H48L0 48z",
        "M24 6A18 18 0 0 1 24 42A18 18 0 0 1 24 6z",
        "M24 0A24 24 0 0 0 48 24A24 24 0 0 0 24 48A24 24 0 0 0 0 24A24 24 0 0 0 24 0z",
    ]

    static func shapes(_ palette: Palette, _ generator: inout SeededGenerator) -> String {
        let patterns = (0..<generator.pick([1, 2, 4])).map { _ in
            (figure: generator.pick(figures), turn: 90 * generator.number(in: 0...3))
        }
        let fronts = [palette.main, palette.main, palette.second, palette.accent]
        let grounds = generator.shuffle([
            palette.ground, palette.ground, palette.accent, generator.pick([palette.ground, palette.accent]),
        ])
        return (0..<4).map { index in
            let pattern = patterns[index % patterns.count]
            let ground = grounds[index]
            let front = ground == palette.accent ? palette.main : generator.pick(fronts)
            return """
                <g transform="rotate(\(90 * index) 48 48)"><path fill="\(ground)" d="M0 0H48V48H0z"/>\
                <path fill="\(front)" d="\(pattern.figure)" transform="rotate(\(pattern.turn) 24 24)"/></g>
                """
        }.joined()
    }
}
