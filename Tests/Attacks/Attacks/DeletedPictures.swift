/// Asks for a person's picture all the time, also while the account is deleted: nothing of it may be served afterwards.
struct DeletedPictures: Attack {
    let name = "deleted-pictures"

    private static let readers = 6

    func run(on target: Target) throws -> Outcome {
        let rounds = target.scaled(15, quick: 2)
        var outcome = Outcome(clients: rounds * Self.readers)
        for round in 0..<rounds { try delete(in: round, of: target, &outcome) }
        return outcome
    }

    private func delete(in round: Int, of target: Target, _ outcome: inout Outcome) throws {
        // An address of its own for each, as sign-ups are counted.
        let source = Source.attacker(round, sharing: 1)
        let person = try Visitor(port: target.port, source: source).signedUp("gone\(round)")
        outcome.expect(try person.upload(Picture.png(seed: UInt64(round))).status == 303, "an upload was refused")
        guard let picture = try ProfilePage(person.get("/profile").text).picture, ProfilePage.isUploaded(picture) else {
            return outcome.fail("no picture after the upload")
        }
        let files = PictureFile.allSizes(picture)
        let stop = StopSign()
        let readers = (0..<Self.readers).map { reader in
            Worker { Self.read(files[reader % files.count], of: target, from: source, until: stop) }
        }
        // So that all are kept in memory and asked for.
        pause(.milliseconds(200))
        let status = try person.post("/profile/delete", ["password": "heron-lamp-17"]).status
        outcome.expect(status == 303, "the deletion was answered with \(status)")
        stop.set()
        outcome.count("served before", readers.reduce(0) { $0 + $1.wait() })
        try look(for: files, of: target, from: source, &outcome)
    }

    private func look(for files: [String], of target: Target, from source: String, _ outcome: inout Outcome) throws {
        for file in files {
            let status = try Visitor(port: target.port, source: source).get(file).status
            outcome.count("\(status) afterwards")
            outcome.expect(status == 404, "a deleted picture is answered with \(status)")
        }
    }

    /// - Returns: how often the file was served.
    private static func read(_ file: String, of target: Target, from source: String, until stop: StopSign) -> Int {
        let visitor = Visitor(port: target.port, source: source)
        var count = 0
        while !stop.isSet {
            if (try? visitor.get(file).status) == 200 { count += 1 }
        }
        return count
    }
}
