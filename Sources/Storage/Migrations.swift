import GRDB

/// The schema's history. A migration that has shipped is never edited: the next change is the next entry.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 accounts", migrate: createAccounts)
        migrator.registerMigration("2 second factors, roles, changes", migrate: extendAccounts)
        // Nothing that is there changes, so that no row need be checked.
        migrator.registerMigration(
            "3 indexes for many accounts", foreignKeyChecks: .immediate, migrate: indexAccounts)
        migrator.registerMigration("4 minor changes", migrate: logMinorChanges)
        migrator.registerMigration("5 preferences", migrate: addPreferences)
        migrator.registerMigration("6 bounded activity", foreignKeyChecks: .immediate, migrate: boundActivity)
        migrator.registerMigration("7 conversation", foreignKeyChecks: .immediate, migrate: addConversation)
        migrator.registerMigration("8 index of attachments", foreignKeyChecks: .immediate, migrate: indexAttachments)
        migrator.registerMigration("9 rendered messages", foreignKeyChecks: .immediate, migrate: addRenderedMessages)
        migrator.registerMigration("10 invitations", foreignKeyChecks: .immediate, migrate: addInvitations)
        migrator.registerMigration("11 refresh tokens", foreignKeyChecks: .immediate, migrate: addRefreshTokens)
        migrator.registerMigration("12 personal tokens", foreignKeyChecks: .immediate, migrate: addPersonalTokens)
        migrator.registerMigration(
            "13 strict invitations", foreignKeyChecks: .immediate, migrate: makeInvitationsStrict)
        migrator.registerMigration("14 incoming webhooks", foreignKeyChecks: .immediate, migrate: addIncomingHooks)
        migrator.registerMigration("15 feed tokens", foreignKeyChecks: .immediate, migrate: addFeedTokens)
        migrator.registerMigration("16 outgoing webhooks", foreignKeyChecks: .immediate, migrate: addOutgoingHooks)
        migrator.registerMigration("17 privacy", foreignKeyChecks: .immediate, migrate: addPrivacy)
        migrator.registerMigration(
            "18 delivered numbers", foreignKeyChecks: .immediate, migrate: addDeliveredNumbers)
        migrator.registerMigration(
            "19 notices of webhooks", foreignKeyChecks: .immediate, migrate: addHookNotices)
        migrator.registerMigration("20 quick webhooks", foreignKeyChecks: .immediate, migrate: addQuickHooks)
        migrator.registerMigration(
            "21 messages indexed later", foreignKeyChecks: .immediate, migrate: indexMessagesLater)
        migrator.registerMigration(
            "22 webhooks counted apart", foreignKeyChecks: .immediate, migrate: countHookNotices)
        migrator.registerMigration("23 unused tokens", foreignKeyChecks: .immediate, migrate: markUnusedTokens)
        migrator.registerMigration("24 index of replies", foreignKeyChecks: .immediate, migrate: indexReplies)
        migrator.registerMigration(
            "25 makers of reset links", foreignKeyChecks: .immediate, migrate: addResetMakers)
        migrator.registerMigration(
            "26 memberships by person", foreignKeyChecks: .immediate, migrate: orderMembershipsByPerson)
        return migrator
    }
}
