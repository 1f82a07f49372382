import Testing

@testable import Accounts

struct PasswordHashTests {
    private static let salt = Array(UInt8(0)..<16)

    /// Made with Python's hashlib.scrypt.
    private static let known = "$scrypt$ln=4,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$SH7/j8eKXMEKu6q/cwLH4pMnc9rcgGTLoJmGqaLTscg"

    @Test(arguments: [
        (
            "", "", ScryptParameters(logN: 4, r: 1, p: 1),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        ),
        (
            "password", "NaCl", ScryptParameters(logN: 10, r: 8, p: 16),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        ),
        (
            "pleaseletmein", "SodiumChloride", ScryptParameters(logN: 14, r: 8, p: 1),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        ),
    ])
    func `the hashes are those of RFC 7914, section 12`(
        password: String, salt: String, parameters: ScryptParameters, start: String
    ) throws {
        let hash = try PasswordHash(of: password, salt: Array(salt.utf8), parameters: parameters).hash
        #expect(hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == start)
    }

    @Test func `a hash is written as others write it`() throws {
        let hash = try PasswordHash(of: testPassword, salt: Self.salt, parameters: .cheap)
        #expect(hash.description == Self.known)
    }

    @Test func `the recommended parameters are those of the design and work`() throws {
        let hash = try PasswordHash(of: testPassword, salt: Self.salt, parameters: .recommended)
        let known = "$scrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$mRZhJ/94wBTawHAs9Ql11XeN34R2vhpL3ACwxoJGaFU"
        #expect(hash.description == known)
    }

    @Test func `a written hash reads back as it was`() throws {
        let hash = try PasswordHash(of: testPassword, salt: TestRandom().bytes(16), parameters: .newer)
        #expect(PasswordHash(hash.description) == hash)
    }

    @Test func `a hash matches its password alone`() throws {
        let hash = try #require(PasswordHash(Self.known))
        #expect(try hash.matches(testPassword))
        for wrong in ["", "fruit bats at dusk ", "fruit bats at dus", "Fruit bats at dusk"] {
            #expect(try !hash.matches(wrong))
        }
    }

    @Test func `equal text in another normal form is another password`() throws {
        let hash = try PasswordHash(of: "caf\u{E9} caf\u{E9}", salt: Self.salt, parameters: .cheap)
        #expect(try !hash.matches("cafe\u{301} cafe\u{301}"))
    }

    @Test func `equal passwords with other salts have other hashes`() throws {
        let hashes = try [Self.salt, Self.salt.reversed()].map {
            try PasswordHash(of: testPassword, salt: $0, parameters: .cheap).hash
        }
        #expect(hashes[0] != hashes[1])
    }

    @Test(arguments: [
        ("$scrypt$", "$argon2id$"), ("$scrypt$", "scrypt$"), ("ln=4,", ""), ("ln=4", "ln=x"), ("ln=4,r=8", "r=8,ln=4"),
        ("p=1", "p=1,p=1"), ("p=1", "p"), ("AAECAwQFBgcICQoLDA0ODw", ""), ("AAECAw", "A*ECAw"), ("aLTscg", "aLTs"),
        ("aLTscg", "aLTscgAA"), ("aLTscg", "aLTscg$"), ("$AAE", "$$AAE"), ("ln=4", "ln=99999999999999999999"),
    ])
    func `a damaged string is no hash`(part: String, damage: String) {
        let damaged = Self.known.replacing(part, with: damage)
        #expect(damaged != Self.known)
        #expect(PasswordHash(damaged) == nil)
    }

    @Test func `nothing and parts of a string are no hash`() {
        for length in 0..<Self.known.count { #expect(PasswordHash(String(Self.known.prefix(length))) == nil) }
    }

    @Test(arguments: ["ln=4,,r=8,p=1", "ln==4,r=8,p=1", "ln=+4,r=8,p=1", "ln=04,r=8,p=1"])
    func `what is written in another way than ours is no hash`(cost: String) {
        #expect(PasswordHash(Self.known.replacing("ln=4,r=8,p=1", with: cost)) == nil)
    }

    @Test(arguments: [
        "ln=0,r=8,p=1", "ln=21,r=8,p=1", "ln=63,r=8,p=1", "ln=-4,r=8,p=1", "ln=4,r=0,p=1", "ln=4,r=17,p=1",
        "ln=4,r=8,p=0",
        "ln=4,r=8,p=17",
    ])
    func `parameters that no machine should bear are refused`(cost: String) {
        #expect(PasswordHash(Self.known.replacing("ln=4,r=8,p=1", with: cost)) == nil)
    }

    @Test func `bearable parameters are accepted`() {
        #expect(PasswordHash(Self.known.replacing("ln=4,r=8,p=1", with: "ln=20,r=16,p=16")) != nil)
    }
}
