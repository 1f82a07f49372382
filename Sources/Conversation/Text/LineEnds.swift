extension String {
    /// The text with every line end, however it is written, as this scalar.
    ///
    /// Scalars are looked at one by one: a search compares characters, which takes time by the square of the marks on
    /// one letter.
    func withLineEnds(as end: Unicode.Scalar) -> String {
        var scalars = UnicodeScalarView()
        var isAfterReturn = false
        for scalar in unicodeScalars {
            switch scalar {
            case "\r": scalars.append(end)
            case "\n": if !isAfterReturn { scalars.append(end) }
            default: scalars.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(scalars)
    }
}
