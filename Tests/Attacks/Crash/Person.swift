/// Someone with an account, and what the site has told them: an answered change is on the page for ever.
struct Person: Sendable {
    let username: String
    var browser: Visitor
    /// The last name that was saved.
    private var nickname: String
    /// One that was sent and not answered: it may be there or not.
    private var unansweredNickname: String?
    /// The last picture that was seen on the page.
    private var picture: String?
    private var hasUploaded = false
    /// An upload was answered since, so that the picture must be another.
    private var isPictureNew = false
    /// An upload was sent and not answered since, so that it may be.
    private var mayPictureBeNew = false
    /// The messages since the last look whose posts were answered: text by path.
    private var messages: [String: String] = [:]

    /// Has just been answered that the account is there.
    init(username: String, browser: Visitor) {
        (self.username, self.browser, nickname) = (username, browser, username)
    }

    /// - Returns: whether the change was answered; an error says that the site was gone.
    mutating func rename(to name: String) throws -> Bool {
        unansweredNickname = name
        guard try browser.post("/profile/nickname", ["nickname": name]).status == 303 else { return false }
        (nickname, unansweredNickname) = (name, nil)
        return true
    }

    /// - Returns: the same; nil when the site takes no more pictures from this person for now.
    mutating func upload(_ bytes: [UInt8]) throws -> Bool? {
        let couldBeNew = mayPictureBeNew
        mayPictureBeNew = true
        let status = try browser.upload(bytes).status
        guard status != 429 else {
            mayPictureBeNew = couldBeNew
            return nil
        }
        guard status == 303 else { return false }
        (hasUploaded, isPictureNew, mayPictureBeNew) = (true, true, false)
        picture = try ProfilePage(browser.get("/profile").text).picture
        isPictureNew = false
        return true
    }

    /// - Returns: the same; nil when the person has to wait with the next message.
    mutating func say(_ text: String) throws -> Bool? {
        let answer = try browser.post("/rooms/1-everyone/messages", ["body": text])
        guard answer.status != 429 else { return nil }
        guard answer.status == 303, let location = answer.values(of: "location").first,
            let number = location.split(separator: "#m").last
        else { return false }
        messages["/rooms/1-everyone/messages/\(number)"] = text
        return true
    }

    /// Looks for what was answered, after a crash; what is there is then what is known.
    mutating func look(in findings: inout Findings) throws {
        let page = try ProfilePage(browser.get("/profile").text)
        findings.expect(
            page.nickname == nickname || page.nickname == unansweredNickname && page.nickname != nil,
            "\(username) is named \(page.nickname ?? "nothing"), not \(nickname)")
        if hasUploaded {
            findings.expect(isExpected(page.picture), "\(username) has the picture \(page.picture ?? "none")")
        }
        if ProfilePage.isUploaded(page.picture), let path = page.picture {
            findings.pictures.insert(path)
            for file in PictureFile.allSizes(path) {
                let answer = try browser.get(file)
                findings.expect(answer.status == 200, "\(file) was answered with \(answer.status)")
                findings.expect(PictureFile.isWhole(answer.body), "\(file) is not whole: \(answer.body.count) bytes")
            }
        }
        for (path, text) in messages {
            let answer = try browser.get(path)
            findings.expect(answer.text.contains(">\(text)<"), "\(path) does not say \(text)")
        }
        messages = [:]
        (nickname, unansweredNickname) = (page.nickname ?? nickname, nil)
        (picture, isPictureNew, mayPictureBeNew) = (page.picture, false, false)
        hasUploaded = ProfilePage.isUploaded(page.picture)
    }

    private func isExpected(_ found: String?) -> Bool {
        guard ProfilePage.isUploaded(found) else { return false }
        return isPictureNew ? found != picture : found == picture || mayPictureBeNew
    }
}

/// What was looked for after a crash.
struct Findings: Sendable {
    private(set) var found = 0
    private(set) var failures: [String] = []
    /// The pictures that people have.
    var pictures: Set<String> = []

    mutating func expect(_ isTrue: Bool, _ otherwise: @autoclosure () -> String) {
        if isTrue { found += 1 } else { failures.append(otherwise()) }
    }
}
