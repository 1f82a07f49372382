/// Values for `IN (…)`.
///
/// There is a statement for each number of places, and statements are kept: so the number is a power of two, and the
/// last value is repeated.
package struct SQLList {
    /// What stands between the parentheses.
    package let places: String
    package let arguments: [(any SQLConvertible)?]

    /// - Parameter values: at least one, and few enough for the engine (SQLite takes 32,766 arguments).
    package init<Value: SQLConvertible>(_ values: some Collection<Value>) {
        var arguments = Array(values)
        precondition(!arguments.isEmpty, "IN needs a value")
        var count = 1
        while count < arguments.count { count *= 2 }
        arguments += Array(repeating: arguments[arguments.count - 1], count: count - arguments.count)
        self.arguments = arguments
        places = Array(repeating: "?", count: count).joined(separator: ", ")
    }
}
