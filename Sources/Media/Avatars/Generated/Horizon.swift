/// A sun above three ranges of hills or of mountains.
enum Horizon {
    static func shapes(_ palette: Palette, _ generator: inout SeededGenerator) -> String {
        // Never `main`, which may be dark.
        let isGolden = generator.pick([true, false])
        let sunColor = isGolden ? palette.accent : palette.second
        let ranges = generator.shuffle([palette.main, isGolden ? palette.second : palette.accent])
        let outline = generator.pick([hills, mountains])
        let x = generator.number(in: 26...70)
        let y = generator.number(in: 26...50)
        let radius = generator.number(in: 12...20)
        let land = zip([54, 68, 84], ranges + [palette.ground]).map { height, color in
            "<path fill=\"\(color)\" d=\"\(outline(height, &generator))V96H0z\"/>"
        }
        return """
            <circle cx="\(x)" cy="\(y)" r="\(radius + 8)" fill="\(sunColor)" fill-opacity=".3"/>\
            <circle cx="\(x)" cy="\(y)" r="\(radius)" fill="\(sunColor)"/>\(land.joined())
            """
    }

    private static func hills(at height: Int, _ generator: inout SeededGenerator) -> String {
        let left = height + generator.number(in: -10...10)
        let right = height + generator.number(in: -10...10)
        let bend = generator.pick([-26, -18, 18, 26])
        return "M0 \(left)C32 \(left + bend) 64 \(right - bend) 96 \(right)"
    }

    private static func mountains(at height: Int, _ generator: inout SeededGenerator) -> String {
        let peak = generator.number(in: 14...40)
        let pass = peak + generator.number(in: 14...24)
        let high = height - generator.number(in: 8...16)
        return "M0 \(height + 8)L\(peak) \(high)L\(pass) \(height + 2)L\(pass + 18) \(high + 6)L96 \(height + 8)"
    }
}
