import ArgumentParser
import Conversation

struct ListMembers: OneRoomCommand {
    static let configuration = CommandConfiguration(commandName: "members", abstract: "List the members of a room.")

    @OptionGroup var room: RoomArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ manager: RoomManager) async throws -> [String] {
        var (rows, next) = ([[String]](), Int64?.none)
        repeat {
            let page = try await site.conversation.memberships.page(of: manager, after: next)
            rows += page.members.map { member in
                [
                    member.participant.username, member.role.rawValue, member.joinedAt.day,
                    member.participant.nickname,
                ]
            }
            next = page.next
        } while next != nil
        guard !rows.isEmpty else { return ["Nobody is in \"\(manager.room.name)\"."] }
        return TextTable.lines([["USERNAME", "ROLE", "SINCE", "NICKNAME"]] + rows)
    }
}

struct AddMember: OneRoomCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-member", abstract: "Add a person to a room, or give a member another role.")

    @OptionGroup var room: RoomArgument

    @Argument(help: "The person's username.")
    var username: String

    @Option(help: "owner, moderator or member (default: member, or the role that they have).")
    var role: Membership.Role?

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ manager: RoomManager) async throws -> [String] {
        let name = try await site.person(named: username).user.username.text
        let memberships = site.conversation.memberships
        let person = try await memberships.add(username: name, as: role ?? .member, by: manager)
        if let role { try await memberships.setRole(role, of: person, by: manager) }
        return ["\(name) is in \"\(manager.room.name)\"\(role.map { " as its \($0.rawValue)" } ?? "")."]
    }
}

extension Membership.Role: ExpressibleByArgument {}
