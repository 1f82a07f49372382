import Stencil

/// A template as a sequence of steps, made from the nodes that Stencil parsed.
///
/// Stencil looks names up in dictionaries at every rendering, which would be nearly all of the work of a page.
/// Templates consist of text, fields and conditions on fields, and those are run here.
///
/// All threads run the same program at once, so running it must not count references to what it consists of: that the
/// counts are shared took longer than everything that the steps do. Steps are plain numbers for that reason, and fields
/// are called without being retained.
final class TemplateProgram<Subject: View>: Sendable {
    private let text: [UInt8]
    private let steps: [TemplateStep]
    private let values: [FieldValue<Subject>]
    /// The same objects as `values`, which keeps them alive.
    private let references: [FieldReference<Subject>]

    init(in library: TemplateLibrary) throws {
        let source = try library.source(of: Subject.template)
        let fields = try Subject.fields.map { (name: $0.name, value: try $0.load(library)) }
        values = fields.map(\.value)
        references = values.map(FieldReference.init)
        let numbers = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        try source.check(names: Set(numbers.keys))
        var compiler = TemplateCompiler(fields: numbers, in: library.environment)
        try source.locatingErrors { try compiler.add(source.nodes(in: library.environment)) }
        (text, steps) = (compiler.text.bytes, compiler.steps)
    }

    func write(_ view: Subject, to html: inout HTML) throws {
        try steps.withUnsafeBufferPointer { steps in
            try text.withUnsafeBufferPointer { text in
                try references.withUnsafeBufferPointer { try Self.run(steps, text, $0, view, &html) }
            }
        }
    }

    private static func run(
        _ steps: UnsafeBufferPointer<TemplateStep>, _ text: UnsafeBufferPointer<UInt8>,
        _ fields: UnsafeBufferPointer<FieldReference<Subject>>, _ view: Subject, _ html: inout HTML
    ) throws {
        var position = 0
        while position < steps.count {
            let step = steps[position]
            position += 1
            switch step {
            case .text(let start, let end): html.append(template: UnsafeBufferPointer(rebasing: text[start..<end]))
            case .field(let number): try fields[number].write(view, to: &html)
            case .jump(let target): position = target
            case .jumpIf(let number, let expected, let target):
                if fields[number].isTrue(view) == expected { position = target }
            }
        }
    }
}

/// A field that is called without being retained.
private struct FieldReference<Subject>: @unchecked Sendable {
    // Sound because the program that runs keeps the field alive.
    private let value: Unmanaged<FieldValue<Subject>>

    init(_ value: FieldValue<Subject>) {
        self.value = .passUnretained(value)
    }

    func isTrue(_ subject: Subject) -> Bool {
        value._withUnsafeGuaranteedRef { $0.isTrue(subject) }
    }

    func write(_ subject: Subject, to html: inout HTML) throws {
        try value._withUnsafeGuaranteedRef { try $0.write(subject, &html) }
    }
}
