import Foundation
import PathKit
import Subprocess
import SystemPackage
import TestSupport

/// Makes the files that tests upload, and reads those that come of it, with the command line of libvips.
enum Vips {
    struct Failed: Error {}

    /// Runs an operation on a file with these bytes and gives the bytes of the file it makes.
    ///
    /// - Parameter format: the extension of that file, perhaps with options: `jpg[Q=90]`.
    static func run(
        _ operation: String, _ bytes: [UInt8], from suffix: String = "png[n=-1]", to format: String,
        _ more: [String] = []
    ) async throws -> [UInt8] {
        let folder = Path(NSTemporaryDirectory()) + "vips-\(UUID().uuidString)"
        try folder.mkpath()
        defer { try? folder.delete() }
        let (input, output) = (
            folder + "in.\(suffix.prefix { $0 != "[" })", folder + "out.\(format.prefix { $0 != "[" })"
        )
        try input.write(Data(bytes))
        let options = (suffix.drop { $0 != "[" }, format.drop { $0 != "[" })
        let result = try await Subprocess.run(
            .name("vips"), arguments: Arguments([operation, "\(input)\(options.0)", "\(output)\(options.1)"] + more),
            output: .discarded, error: .discarded)
        guard result.terminationStatus.isSuccess else { throw Failed() }
        return Array(try output.read())
    }

    /// The picture in another format.
    static func convert(_ bytes: [UInt8], from suffix: String = "png", to format: String) async throws -> [UInt8] {
        try await run("copy", bytes, from: suffix, to: format)
    }

    /// The pixels of a WebP picture without alpha.
    static func pixels(_ webp: [UInt8]) async throws -> Pixels {
        try Pixels(ppm: await convert(webp, from: "webp", to: "ppm"))
    }
}

/// A picture as binary PPM has it: three channels of a byte each.
struct Pixels {
    let width: Int
    let height: Int
    private let samples: [UInt8]

    init(ppm: [UInt8]) throws {
        let text = String(decoding: ppm.prefix(200), as: UTF8.self)
        guard let head = try /P6\n(?:#[^\n]*\n)*(\d+) (\d+)\n255\n/.prefixMatch(in: text),
            let width = Int(head.output.1), let height = Int(head.output.2)
        else { throw Vips.Failed() }
        self.width = width
        self.height = height
        samples = Array(ppm.dropFirst(head.output.0.utf8.count))
        guard samples.count == width * height * 3 else { throw Vips.Failed() }
    }

    /// The colour at a place, each from 0 to 1: of `red`, `green`, `blue`, `white` and `black` the one that is nearest.
    func colour(_ x: Double, _ y: Double) -> Colour? {
        let start = (Int(y * Double(height)) * width + Int(x * Double(width))) * 3
        let found = samples[start..<start + 3].map(Int.init)
        return Colour.allCases.min { $0.distance(to: found) < $1.distance(to: found) }
    }
}

enum Colour: String, CaseIterable {
    case red, green, blue, white, black

    var channels: [UInt8] {
        switch self {
        case .red: [255, 0, 0]
        case .green: [0, 255, 0]
        case .blue: [0, 0, 255]
        case .white: [255, 255, 255]
        case .black: [0, 0, 0]
        }
    }

    fileprivate func distance(to other: [Int]) -> Int {
        zip(channels, other).map { (Int($0) - $1) * (Int($0) - $1) }.reduce(0, +)
    }
}
