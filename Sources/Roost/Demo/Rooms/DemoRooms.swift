import Foundation

extension DemoRoom {
    static let all = [
        everyone, beds, seeds, committee, regulars, bees, summerParty, adaAndNoor, cakeConspiracy,
    ]
    private static let day = DemoPerson.day
    private static let hour = DemoPerson.hour
    private static let minute: TimeInterval = 60
}

// MARK: - Rooms for everyone

extension DemoRoom {
    private static let everyone = DemoRoom(
        kind: .everyone,
        messages: [
            DemoMessage(
                "ada", at: 37.08 * day,
                """
                Welcome to the new home of the **Old Station Garden**! Every plot, every rota and every glut of \
                courgettes has a place here now. Say hello, and tell us which plot is yours.
                """, reactions: ["👋": ["amara", "arif", "beatriz", "chidi"], "🌱": ["dana", "hana"]], isPinned: true),
            DemoMessage("amara", at: 36.9 * day, "Hello from plot 7, the one with the very small pond.", reply: 1),
            DemoMessage(
                "chidi", at: 34.17 * day, "Plot 12. If you hear singing, that is me talking to the leeks.", reply: 1,
                reactions: ["😄": ["ada", "amara", "emil"]]),
            DemoMessage(
                "bruno", at: 20.13 * day,
                """
                We have spare planks from the workshop, larch, about 2 m each. They are behind the shed. Please take \
                what you need for your beds, but leave the long ones for the new compost bay.
                """, reactions: ["🙏": ["ada", "chidi", "goran", "kaja", "lena"]]),
            DemoMessage(
                "maeve", at: 6.05 * day,
                """
                Work morning on Saturday, 10 o'clock. What there is to do:

                1. clear the path behind plots 3 to 9
                2. turn the big compost
                3. mend the tap by the gate (has anybody got a 3/4 inch washer?)
                4. soup
                """, reactions: ["🍲": ["noor", "mei", "olu", "sofia"], "👍": ["ada", "bruno", "goran", "kofi"]],
                isPinned: true),
            DemoMessage(
                "goran", at: 5.8 * day, "I have washers in every size ever made. I'll bring the tin.",
                reply: 5),
            DemoMessage(
                "mei", at: 4.9 * day,
                "Hello! I am new, plot 15. Is there a rule which water we may use? The tank by the shed looked empty."),
            DemoMessage(
                "ada", at: 4.8 * day,
                "Welcome, @mei! Tank first, tap only when the tank is empty. It fills faster than you'd think.",
                reply: 7, reactions: ["💧": ["mei"]]),
            DemoMessage(
                "jonas", at: 2.5 * day,
                "Thursday as always at the long table: #Stammtisch. Whoever can say *Prost* speaks enough German."),
            DemoMessage(
                "noor", at: 4 * hour,
                "The key to the tool shed is back on its hook. Sorry, it went home in my coat on Tuesday.",
                reactions: ["🔑": ["maeve", "kofi"], "😌": ["bruno"]]),
            DemoMessage(
                "hana", at: 3 * hour,
                "The sky over plot 3 last night. And this year's first pear, seen from very near.",
                reactions: ["😍": ["ada", "sofia", "mei"]], files: DemoFile.pictures),
            DemoMessage(
                "linh", at: 70 * minute,
                "There is far too much mint at plot 18. Help yourselves, roots and all. Especially roots."),
        ], unread: 2)

    private static let bees = DemoRoom(
        kind: .room(.open, owner: "rania"), name: "Bees",
        description: "The two hives behind the elder, and their people.",
        members: ["ravi", "sofia", "tane"], madeAt: 14 * day,
        messages: [
            DemoMessage(
                "rania", at: 13.11 * day,
                "Both hives are calm today, and this is what calm sounds like. The spare veil is in the green box.",
                reactions: ["🐝": ["ravi", "sofia"]], files: [DemoFile.hum])
        ])
}

// MARK: - Rooms that people joined

extension DemoRoom {
    private static let beds = DemoRoom(
        kind: .room(.open, owner: "ada"), name: "Vegetable beds",
        description: "What grows, what doesn't, and what ate it.",
        members: ["amara", "bruno", "chidi", "hana", "kofi", "maeve", "noor", "priya", "ravi", "wei", "zofia", "mei"],
        moderators: ["maeve"], madeAt: 35 * day,
        messages: [
            DemoMessage(
                "hana", at: 9.06 * day,
                "Something eats my spinach at night, only the edges, very neatly. No slime. Who is it?"),
            DemoMessage(
                "kofi", at: 8.9 * day, "Neat edges and no slime: vine weevil. Go and look with a torch at ten.",
                reply: 1),
            DemoMessage(
                "hana", at: 8.5 * day, "I went with a torch. You were right. There were *eleven* of them.", reply: 2,
                reactions: ["😱": ["ada", "maeve", "chidi"], "🔦": ["kofi"]]),
            DemoMessage(
                "chidi", at: 8.4 * day,
                """
                > There were *eleven* of them.

                Eleven that you saw.
                """, reply: 3, reactions: ["😂": ["hana", "kofi", "ada", "noor", "wei"]]),
            DemoMessage(
                "noor", at: 3.07 * day,
                """
                The small pump is on a timer now. Whoever takes over the rota can change the times in this file; the \
                numbers are minute, hour, and then days:

                ```
                # beds 1-8, before the sun is on them
                30 5 * * *    pump on --minutes 12
                # greenhouse, twice
                0  7,19 * * * pump on --valve 2 --minutes 4
                ```
                """, reactions: ["🤓": ["kofi", "bruno"], "❤️": ["ada"]], isPinned: true),
            DemoMessage(
                "kofi", at: 2.9 * day, "Could `--minutes 12` be 8 for now? Bed 3 is standing in water.", reply: 5),
            DemoMessage(
                "noor", at: 2.8 * day, "Changed to 10, as a peace offer.",
                reply: 6, edited: "Changed to 8. Bed 3 wins."),
            DemoMessage(
                "ravi", at: 26 * hour,
                "Third time the fleece on my bed is gone. When I find out who it is, *their* beans go on the compost.",
                report: (
                    "priya",
                    "This sounds like a threat, and the fleece was only blown over the hedge. Could somebody talk to him?"
                )),
            DemoMessage(
                "zofia", at: 25 * hour, "It hung in the hedge behind plot 9. I put two stones on it for you.",
                reply: 8),
            DemoMessage(
                "amara", at: 2 * hour,
                "@ada, would you look at the leaves in the second row with me this evening? I don't want to guess wrong."
            ),
            DemoMessage("maeve", at: 50 * minute, "I'd like to look, too. I'll bring the lens.", reply: 10),
        ], unread: 2)

    private static let seeds = DemoRoom(
        kind: .room(.open, owner: "beatriz"), name: "Seed swap",
        description: "Offer, ask, post it through the shed door.",
        members: ["ada", "arif", "elif", "farah", "lucia", "nikos", "mei", "dana"], madeAt: 30 * day,
        messages: [
            DemoMessage(
                "beatriz", at: 29.02 * day,
                """
                How this works:

                - write what you **have** and how much
                - write what you **look for**
                - paper envelopes, please, with the year on them

                How long which seeds keep is in the file. Older lists are at <https://example.org/seeds/keeping>.
                """, isPinned: true, files: [DemoFile.seedYears]),
            DemoMessage(
                "nikos", at: 12.04 * day,
                "Have: black chickpeas from my aunt, two handfuls. Look for: any lettuce that doesn't bolt.",
                reactions: ["🙋": ["farah", "dana"]]),
            DemoMessage("farah", at: 11.8 * day, "عندي خس لا يُزهر بسرعة. I'll leave you an envelope.", reply: 2),
            DemoMessage(
                "lucia", at: 3.2 * day, "Have: dwarf beans ~~40~~ 25 seeds, the mouse found the jar.",
                reactions: ["🐭": ["ada", "elif", "beatriz"]]),
            DemoMessage("elif", at: 3.1 * day, "How is the mouse?", reply: 4, reactions: ["🌟": ["lucia"]]),
            DemoMessage(
                "lucia", at: 3.03 * day, "Round.", reply: 5, reactions: ["😂": ["ada", "elif", "nikos", "mei"]]),
        ])

    private static let committee = DemoRoom(
        kind: .room(.closed, owner: "ada"), name: "Committee",
        description: "Money, keys, and letters from the council.",
        members: ["bruno", "maeve", "noor"], moderators: ["maeve"], madeAt: 29 * day,
        messages: [
            DemoMessage(
                "bruno", at: 10.12 * day,
                """
                The council wrote back: we may keep the water connection **until the end of next year**, at the old \
                price. I'll scan the letter.
                """, reactions: ["🎉": ["ada", "maeve", "noor"]]),
            DemoMessage("maeve", at: 9.9 * day, "I had the kettle on for bad news. Cake instead, then.", reply: 1),
            DemoMessage("ada", at: 2.09 * day, "Who could talk to Ravi about his fleece before it becomes a feud?"),
            DemoMessage(
                "maeve", at: 45 * hour, "I will. He's kind underneath, he's just had a bad year with the pigeons.",
                reply: 3, reactions: ["💛": ["ada", "bruno"]]),
            DemoMessage(
                "noor", at: 3 * hour, "For the meeting: the shed roof will cost us 340. @ada, do we have that?"),
        ], unread: 1)

    private static let regulars = DemoRoom(
        kind: .room(.open, owner: "jonas"), name: "Stammtisch",
        description: "Auf Deutsch, über alles, donnerstags auch in echt.",
        members: ["ada", "bruno", "emil", "lena", "mei"], madeAt: 24 * day,
        messages: [
            DemoMessage(
                "jonas", at: 8.02 * day,
                "Donnerstag um sieben am langen Tisch? Ich bringe Most mit, der Rest ergibt sich."),
            DemoMessage(
                "lena", at: 7.9 * day, "Ich bin dabei. Der Rest wird Zwiebelkuchen.", reply: 1,
                reactions: ["🧅": ["jonas", "bruno", "emil"]]),
            DemoMessage(
                "mei", at: 4.15 * day,
                "Darf ich auch kommen? Mein Deutsch ist noch klein, aber mein Hunger ist groß.",
                reactions: ["🥰": ["lena", "jonas", "bruno", "ada"]]),
            DemoMessage(
                "bruno", at: 3.9 * day, "Wer so fragt, bekommt das Eckstück. Und neben Lena den besten Platz.",
                reply: 3),
            DemoMessage(
                "emil", at: 20 * hour, "Wisst ihr, ob Zwetschgen einen Rückschnitt um diese Zeit übel nehmen?"),
            DemoMessage(
                "lena", at: 19 * hour, "Übel nicht, aber sie merken es sich.",
                reply: 5, reactions: ["😄": ["emil", "mei"]]),
        ], unread: 0)

    private static let summerParty = DemoRoom(
        kind: .room(.open, owner: "ada"), name: "Summer party",
        description: "Lanterns, long tables, and who brings what.",
        members: ["arif", "dana", "ines", "ivan"], madeAt: 34 * day,
        messages: [
            DemoMessage("ada", at: 33.06 * day, "Who has a very big pot?"),
            DemoMessage(
                "dana", at: 28.08 * day, "I have a *very* big pot.", reply: 1, reactions: ["🥘": ["ada", "ines"]]),
            DemoMessage(
                "ines", at: 25.05 * day, "That was lovely. The lanterns are dry and in box 4, until next year."),
        ], isArchived: true)
}

// MARK: - Direct conversations

extension DemoRoom {
    private static let adaAndNoor = DemoRoom(
        kind: .direct, members: ["ada", "noor"],
        messages: [
            DemoMessage("noor", at: 2.1 * day, "Is the ladder at your place?"),
            DemoMessage("ada", at: 2.03 * day, "It is. I'll bring it on Saturday, with the jars."),
            DemoMessage("noor", at: 95 * minute, "Thank you. And the recipe with the quinces, please. My mother asks."),
        ], unread: 1)

    private static let cakeConspiracy = DemoRoom(
        kind: .direct, members: ["ada", "bruno", "mei"],
        messages: [
            DemoMessage("bruno", at: 30 * hour, "Maeve turns sixty on Sunday, and she thinks that nobody knows."),
            DemoMessage(
                "mei", at: 29 * hour, "I can make a cake that looks like a compost heap. In a good way.",
                reply: 1, reactions: ["🎂": ["ada", "bruno"]]),
            DemoMessage(
                "ada", at: 28 * hour, "Shed, four o'clock. I'll keep her busy with the seed catalogue.",
                reply: 2, reactions: ["🤫": ["bruno", "mei"]]),
        ], unread: 0)
}

extension DemoRoom {
    static let statusLines = [
        ("ada", "🌿", "In the garden until five"), ("bruno", "🪚", "In the workshop"),
        ("mei", "🎂", "Baking. Ask me nothing."), ("noor", "🚲", "On the way"), ("maeve", "🔎", "With the lens"),
    ]
}
