import Accounts
import Conversation

/// What a new address that hears of messages is to be.
struct OutgoingWebhookForm: Hashable, Sendable {
    /// As it was typed.
    private var name = ""
    private var address = ""
    private var word = ""
    private var nameError: Text?
    private var addressError: Text?
    private var wordError: Text?

    init() {}

    init(_ form: URLEncodedForm) {
        (name, address, word) = (form[.name] ?? "", form[.address] ?? "", form[.word] ?? "")
    }

    func checked(allowsHTTP: Bool) throws -> NewOutgoingWebhook {
        try NewOutgoingWebhook(name: name, address: address, word: word, allowsHTTP: allowsHTTP)
    }

    /// Shows an error beside its field; false for one that belongs to none.
    mutating func refuse(_ error: any Error) -> Bool {
        switch error {
        case let problem as Nickname.Problem:
            nameError =
                problem == .empty ? Text("Please enter a name for the receiving service.") : problem.tokenMessage
        case NewOutgoingWebhook.Problem.address:
            addressError = .webhookAddressProblem
        case NewOutgoingWebhook.Problem.word: wordError = .webhookWordProblem
        case let refusal as OutgoingWebhookService.Refusal: nameError = refusal.message
        default: return false
        }
        return true
    }

    var nameField: FormField {
        FormField(
            name: TextField.name.rawValue, label: Text("Receiving service"), value: name, error: nameError,
            autocomplete: "off")
    }

    var addressField: FormField {
        FormField(
            name: TextField.address.rawValue, label: Text("Address"), value: address, error: addressError,
            autocomplete: "off", isPlain: true)
    }

    var wordField: FormField {
        FormField(
            name: TextField.word.rawValue, label: Text("Only messages that begin with the word"), value: word,
            error: wordError, autocomplete: "off", isRequired: false, isPlain: true)
    }
}
