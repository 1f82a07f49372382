#if os(Linux)
import Foundation
import Testing

@testable import Roost

struct IdleMemoryTests {
    /// What is in memory of the running program's code, in KB.
    private func residentCode() throws -> Int {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let lines = try String(contentsOfFile: "/proc/self/smaps", encoding: .utf8).split(separator: "\n")
        var (isCode, sum) = (false, 0)
        for line in lines {
            // Each mapping begins with its addresses.
            if let mapping = line.prefixMatch(of: #/[0-9a-f]+-[0-9a-f]+ (....) /#) {
                isCode = mapping.1 == "r-xp" && line.hasSuffix(program)
            } else if isCode, line.hasPrefix("Rss:") {
                sum += Int(line.filter(\.isNumber)) ?? 0
            }
        }
        return sum
    }

    @Test func `code that is not in use leaves the memory of a site that has little to do`() throws {
        // The other tests run code meanwhile, but not all that has ever run.
        let before = try residentCode()
        #expect(IdleMemory.giveBack(after: .seconds(1)))
        let after = try residentCode()
        #expect(before > 0 && after < before)
    }

    @Test func `a busy site keeps what it would soon need again`() {
        #expect(!IdleMemory.giveBack(after: .seconds(19)))
    }
}
#endif
