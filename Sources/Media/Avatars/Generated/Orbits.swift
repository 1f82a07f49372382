/// A planet in broken rings.
enum Orbits {
    static func shapes(_ palette: Palette, _ generator: inout SeededGenerator) -> String {
        let colors = generator.shuffle([palette.main, palette.second, palette.accent])
        let planet = generator.number(in: 9...12)
        let (radii, width) = generator.pick([([20, 30, 40], 6), ([23, 38], 9)])
        let rings = zip(radii, colors).map { radius, color in
            let turn = 15 * generator.number(in: 0...23)
            let share = generator.number(in: 40...80)
            return """
                <circle r="\(radius)" pathLength="100" stroke="\(color)" stroke-dasharray="\(share) 100" \
                transform="rotate(\(turn))"/>
                """
        }
        return """
            <g transform="translate(48 48)" fill="none" stroke-width="\(width)" stroke-linecap="round">\
            <circle r="\(planet)" fill="\(colors[2])"/>\(rings.joined())</g>
            """
    }
}
