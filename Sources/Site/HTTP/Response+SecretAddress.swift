extension Response {
    /// For a page whose address is a secret. Browsers must not send it as the referrer when they load the style sheet,
    /// because proxies log referrers.
    var hidingItsAddress: Response {
        var response = self
        response.headers[.referrerPolicy] = "strict-origin"
        return response
    }
}
