import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct RoomParameterTests {
    @Test(arguments: [
        ("Garden", "12-garden"), ("Gärten & Höfe", "12-garten-hofe"), ("  --  ", "12"), ("日本", "12"),
        ("A/B?c", "12-a-b-c"),
    ])
    func `a room's path has a readable tail`(name: String, path: String) {
        #expect(RoomReference(12, name: name).description == path)
        #expect(RoomReference(path) == RoomReference(12, name: name))
    }

    @Test func `a tail has a limit`() {
        let reference = RoomReference(Int64.max, name: String(repeating: "a ", count: 60))
        #expect(reference.tail.utf8.count <= RoomReference.tailLimit)
        #expect(RoomReference(reference.description) == reference)
    }

    @Test(arguments: ["12-Wrong-Tail", "12-x"])
    func `a wrong tail still names the room`(path: String) {
        #expect(RoomReference(path)?.number == 12)
    }

    @Test(arguments: ["", "0", "-1", "012", "+12", "12-", "12-a.b", "12-%41", "12-é", "garden", "9223372036854775808"])
    func `what has no number is no room`(path: String) {
        #expect(RoomReference(path) == nil)
    }

    @Test(arguments: [("ada", "ada"), ("12", "@12"), ("007", "007"), ("a.b-c_d", "a.b-c_d")])
    func `a username of digits is told from an account's number`(username: String, path: String) {
        #expect(PersonName(username: username).description == path)
        #expect(PersonName(path)?.username == username)
    }

    @Test(arguments: ["12", "@ada", "@", "", "Ada", "a%41", "@@12"])
    func `a person has one spelling`(path: String) {
        #expect(PersonName(path) == nil)
    }
}
