import Crypto
import CryptoExtras
import Foundation

/// A salted scrypt hash of a password with the parameters it was made with, written in the PHC string format:
/// `$scrypt$ln=15,r=8,p=3$<salt>$<hash>` (base64 without padding).
package struct PasswordHash: Hashable, Sendable {
    static let saltLength = 16
    static let length = 32

    let parameters: ScryptParameters
    let salt: [UInt8]
    let hash: [UInt8]

    /// Hashes `password`; takes the time and memory that the parameters say.
    init(of password: String, salt: [UInt8], parameters: ScryptParameters) throws {
        self.parameters = parameters
        self.salt = salt
        hash = try Self.derive(password, salt: salt, parameters: parameters)
    }

    /// A hash that was read, or a decoy.
    init(salt: [UInt8], hash: [UInt8], parameters: ScryptParameters) {
        self.parameters = parameters
        self.salt = salt
        self.hash = hash
    }

    /// Whether `password` is the one that was hashed, in constant time.
    func matches(_ password: String) throws -> Bool {
        let other = try Self.derive(password, salt: salt, parameters: parameters)
        return zip(hash, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, salt: [UInt8], parameters: ScryptParameters) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: length,
            rounds: 1 << parameters.logN, blockSize: parameters.r, parallelism: parameters.p)
        return key.withUnsafeBytes(Array.init)
    }
}

extension PasswordHash: LosslessStringConvertible {
    package init?(_ description: String) {
        let parts = description.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let parameters = ScryptParameters(phc: parts[2]), parameters.isWithinLimits,
            let salt = Base64.standard.decode(String(parts[3])), !salt.isEmpty,
            let hash = Base64.standard.decode(String(parts[4])), hash.count == Self.length
        else { return nil }
        self.init(salt: [UInt8](salt), hash: [UInt8](hash), parameters: parameters)
        guard self.description == description else { return nil }
    }

    package var description: String {
        let cost = "ln=\(parameters.logN),r=\(parameters.r),p=\(parameters.p)"
        return "$scrypt$\(cost)$\(Base64.standard.encode(salt))$\(Base64.standard.encode(hash))"
    }
}

extension ScryptParameters {
    fileprivate init?(phc text: Substring) {
        let pairs = text.split(separator: ",").map { $0.split(separator: "=") }
        guard pairs.map(\.first) == ["ln", "r", "p"], pairs.allSatisfy({ $0.count == 2 }),
            let logN = Int(pairs[0][1]), let r = Int(pairs[1][1]), let p = Int(pairs[2][1])
        else { return nil }
        self.init(logN: logN, r: r, p: p)
    }
}
