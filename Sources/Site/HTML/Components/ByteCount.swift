/// A number of bytes in short form, in multiples of 1024 as in the settings.
enum ByteCount {
    static func text(_ bytes: Int) -> String {
        switch bytes {
        case ..<1024: "\(bytes) B"
        case ..<(1024 * 1024): "\(bytes / 1024) KB"
        case ..<(1024 * 1024 * 1024): "\(bytes / (1024 * 1024)) MB"
        case ..<(10 * 1024 * 1024 * 1024) where bytes % (1024 * 1024 * 1024) != 0:
            "\(bytes / (1024 * 1024)) MB"
        default: "\(bytes / (1024 * 1024 * 1024)) GB"
        }
    }
}
