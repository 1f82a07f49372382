import Crypto
import Foundation

/// One-time passwords from a shared key: HOTP (RFC 4226) over steps of time, TOTP (RFC 6238).
///
/// SHA-1, 6 digits and 30 seconds, because that is what every authenticator app does; some ignore any other wish.
enum OneTimePassword {
    static let digits = 6
    /// Seconds.
    static let period = 30
    /// A code is taken one step late or early, for slow typing and clocks that are off (RFC 6238, section 5.2).
    static let tolerance: Int64 = 1

    /// The number of the step that `time` is in.
    static func step(at time: Date) -> Int64 {
        Int64((time.timeIntervalSince1970 / Double(period)).rounded(.down))
    }

    static func start(of step: Int64) -> Date {
        Date(timeIntervalSince1970: TimeInterval(step) * TimeInterval(period))
    }

    /// The code of a step, with its leading zeros.
    static func code(key: [UInt8], step: Int64, digits: Int = digits) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Data(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: key)))
        let offset = Int(mac[19] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number)
        return String((String(repeating: "0", count: digits) + text).suffix(digits))
    }

    /// The step that `code` belongs to, if it is one around now and later than `last`: a code that was used, and any
    /// before it, are worth nothing (RFC 6238, section 5.2).
    static func match(_ code: String, key: [UInt8], at now: Date, after last: Int64) -> Int64? {
        let current = step(at: now)
        var found: Int64?
        for step in current - tolerance...current + tolerance where step > last {
            if self.code(key: key, step: step).equalsInConstantTime(code) { found = found ?? step }
        }
        return found
    }
}

extension String {
    /// Whether both are the same, in a time that does not tell where they differ.
    fileprivate func equalsInConstantTime(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return zip(utf8, other.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
