import Accounts
import Support
import Synchronization

/// How many large bodies each person is sending. The server reads a number of them at once, of all people together: one who
/// sends many slowly would keep the others from sending any.
final class UploadPlaces: Sendable {
    /// As many as somebody needs who posts from several devices.
    static let perPerson = 4

    /// One of a person's places, until it is released.
    final class Place: Sendable {
        private let giveBack: @Sendable () -> Void

        fileprivate init(giveBack: @escaping @Sendable () -> Void) {
            self.giveBack = giveBack
        }

        deinit { giveBack() }
    }

    private let people = Mutex<[User.ID: Int]>([:])

    /// - Throws: `HTTPError.tooManyUploads` when the person has none left.
    func take(for person: User.ID) throws -> Place {
        try people.withLock { people in
            guard people[person, default: 0] < Self.perPerson else { throw HTTPError.tooManyUploads }
            people[person, default: 0] += 1
        }
        return Place { [weak self] in self?.people.withLock { $0.countDown(person) } }
    }
}
