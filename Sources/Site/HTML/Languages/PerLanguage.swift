import Accounts

/// One value for each language.
struct PerLanguage<Value: Sendable>: Sendable {
    private let values: [Language: Value]

    init(_ make: (Language) throws -> Value) rethrows {
        values = try Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, try make($0)) })
    }

    /// There is a value for each case.
    subscript(language: Language) -> Value { values[language]! }

    func map<Other: Sendable>(_ transform: (Value) throws -> Other) rethrows -> PerLanguage<Other> {
        try PerLanguage<Other> { try transform(self[$0]) }
    }
}
