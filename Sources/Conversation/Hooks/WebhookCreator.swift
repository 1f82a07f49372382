/// A webhook reads or writes in a room for as long as the person who made it may: it is no way around a removal.
enum WebhookCreator {
    /// SQL for whether the maker of a hook in this table is in its room, and their account is enabled.
    static func hasAccess(to table: String) -> String {
        """
        EXISTS (SELECT 1 FROM membership JOIN user ON user.id = membership.userId
            WHERE membership.userId = \(table).makerId AND membership.roomId = \(table).roomId
                AND membership.leftAt IS NULL AND user.disabledAt IS NULL)
        """
    }
}
