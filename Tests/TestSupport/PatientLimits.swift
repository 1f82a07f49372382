import Transport

extension ConnectionLimits {
    /// Ends nobody who is slow: a busy machine may take a minute to come back to a test's client.
    public static var patient: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.head = .seconds(600)
        limits.idle = .seconds(600)
        limits.body = .seconds(600)
        limits.answer = .seconds(600)
        return limits
    }

    /// The same for streams that say something when the server stops, for which a busy machine takes its time.
    public static var patientToTheEnd: ConnectionLimits {
        var limits = patient
        limits.lastWords = .seconds(300)
        return limits
    }
}
