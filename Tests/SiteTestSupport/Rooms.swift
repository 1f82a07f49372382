import Accounts
import Testing

extension Browser {
    /// Writes a message with the form of the room's page.
    @discardableResult
    func say(_ text: String, in room: String) async throws -> Reply {
        try await submit("\(room)/messages", on: room, ["body": text])
    }

    /// Writes a message with files.
    @discardableResult
    func say(_ text: String, in room: String, files: [Form.File]) async throws -> Reply {
        let form = try await get(room).document.form("\(room)/messages")
        return try await submit(form, Form.Input(fields: ["body": text], fileLists: ["file": files]))
    }

    /// Makes a room with the form, and returns its path.
    func makeRoom(_ name: String, description: String = "", kind: String = "open") async throws -> String {
        let reply = try await submit(
            "/rooms/new", on: "/rooms/new", ["name": name, "description": description, "kind": kind])
        try #require(reply.status == 200)
        return reply.path
    }
}

extension Document {
    /// The messages of a page.
    var messages: [Element] { all("li").filter { $0["class"]?.split(separator: " ").contains("message") == true } }

    /// Their numbers.
    var numbers: [Int] { messages.compactMap { $0["id"].flatMap { Int($0.dropFirst()) } } }

    /// The message with this number.
    func message(_ number: Int) -> Element? { element(id: "m\(number)") }
}

extension TestSite {
    /// The number of the account with this username.
    func id(of username: String) async throws -> User.ID {
        try #require(try await conversation.people.accounts(named: [username])[username])
    }
}
