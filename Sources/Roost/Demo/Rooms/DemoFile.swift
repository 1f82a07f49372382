import Foundation

/// A file of a message of the demo.
struct DemoFile {
    let name: String
    let content: Data

    static let pictures = [
        DemoFile(name: "last-night.webp", content: Data(PackageResources.dusk_webp)),
        DemoFile(name: "first-pear.webp", content: Data(PackageResources.pear_webp)),
    ]

    static let seedYears = DemoFile(
        name: "how-long-seeds-keep.csv",
        content: Data(
            """
            Seed,Years
            Parsnip,1
            Onion,2
            Leek,2
            Bean,3
            Carrot,3
            Pea,3
            Lettuce,4
            Beetroot,5
            Tomato,5
            Cucumber,6

            """.utf8))

    /// What two hives sound like: low notes that beat against each other.
    static let hum = DemoFile(name: "calm-bees.wav", content: wave(of: [229, 231.3, 458.7], seconds: 3))

    /// A WAV file of 8,000 samples a second, of 8 bits each.
    private static func wave(of frequencies: [Double], seconds: Int) -> Data {
        let rate = 8000
        let samples = (0..<rate * seconds).map { index in
            let time = Double(index) / Double(rate)
            let fade = min(1, time * 4, (Double(seconds) - time) * 4)
            let sum = frequencies.reduce(0) { $0 + sin(2 * .pi * $1 * time) }
            return UInt8(128 + 100 * fade * sum / Double(frequencies.count))
        }
        func number(_ value: Int, bytes: Int) -> Data {
            Data((0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
        }
        // PCM, one channel, samples and bytes a second, bytes and bits of a sample.
        let format =
            number(1, bytes: 2) + number(1, bytes: 2) + number(rate, bytes: 4) + number(rate, bytes: 4)
            + number(1, bytes: 2) + number(8, bytes: 2)
        let body =
            Data("WAVEfmt ".utf8) + number(format.count, bytes: 4) + format + Data("data".utf8)
            + number(samples.count, bytes: 4) + Data(samples)
        return Data("RIFF".utf8) + number(body.count, bytes: 4) + body
    }
}
