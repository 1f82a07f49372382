import ArgumentParser

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Manage accounts; works while the site is running.",
        discussion: """
            The settings are those of 'roost serve', in a file or in the environment; flags win over both. Run it as the \
            user that the site runs as.
            """,
        subcommands: [
            ListPeople.self, CreatePerson.self, DisablePerson.self, EnablePerson.self, PromotePerson.self,
            DemotePerson.self, MakeResetLink.self, DeletePerson.self, ListSessions.self, EndSessions.self,
            RemoveTwoFactor.self, Invite.self, ListInvitations.self, RevokeInvitation.self,
        ])
}
