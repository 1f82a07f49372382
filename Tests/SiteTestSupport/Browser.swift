import Foundation

/// A browser with scripts switched off: it keeps cookies, follows redirects and sends the forms that stand in pages.
final class Browser {
    static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"

    let site: TestSite
    let userAgent: String
    /// Whether it says with each request where that comes from, as Chromium and Firefox do.
    var sendsOrigin = true
    /// The languages it asks for.
    var languages: String?
    var cookies = CookieJar()

    init(_ site: TestSite, userAgent: String = Browser.firefox) {
        self.site = site
        self.userAgent = userAgent
    }

    var sessionToken: String? { cookies["session_token"] ?? cookies["__Host-session_token"] }

    @discardableResult
    func get(_ path: String, headers: [String: String] = [:], follow: Bool = true) async throws -> Reply {
        var request = WireRequest(method: "GET", path: String(path.prefix { $0 != "#" }), headers: headers)
        if sendsOrigin { request.headers["Sec-Fetch-Site"] = headers["Sec-Fetch-Site"] ?? "none" }
        return try await send(request, follow: follow)
    }

    /// Fills in a form and sends it.
    @discardableResult
    func submit(_ form: Form, _ input: Form.Input = Form.Input(), follow: Bool = true) async throws -> Reply {
        let entries = try form.entries(input)
        if form.method == "GET" {
            return try await get("\(form.action)?\(Encoding.urlEncoded(entries))", follow: follow)
        }
        var request = WireRequest(method: form.method, path: form.action)
        if form.enctype == "multipart/form-data" {
            request.headers["Content-Type"] = Encoding.multipartType
            request.body = Encoding.multipart(entries, files: form.files(input))
        } else {
            request.headers["Content-Type"] = form.enctype
            request.body = Array(Encoding.urlEncoded(entries).utf8)
        }
        return try await post(request, follow: follow)
    }

    /// Opens `page`, and fills in and sends the form there that leads to `action`.
    @discardableResult
    func submit(
        _ action: String, on page: String, _ fields: [String: String] = [:], ticked: [String: Bool] = [:],
        files: [String: Form.File] = [:], follow: Bool = true
    ) async throws -> Reply {
        let form = try await get(page).document.form(action)
        return try await submit(form, Form.Input(fields: fields, ticked: ticked, files: files), follow: follow)
    }

    /// Sends a post that no page has a form for.
    @discardableResult
    func post(
        _ path: String, _ fields: [(name: String, value: String)] = [], headers: [String: String] = [:]
    ) async throws -> Reply {
        var request = WireRequest(method: "POST", path: path)
        request.body = Array(Encoding.urlEncoded(fields).utf8)
        request.headers["Content-Type"] = "application/x-www-form-urlencoded"
        request.headers.merge(headers) { $1 }
        return try await post(request, follow: false)
    }

    func post(_ request: WireRequest, follow: Bool) async throws -> Reply {
        var request = request
        if sendsOrigin {
            let own = ["Origin": site.options.publicURL, "Sec-Fetch-Site": "same-origin"]
            request.headers.merge(own) { given, _ in given }
        }
        return try await send(request, follow: follow)
    }

    private func send(_ request: WireRequest, follow: Bool) async throws -> Reply {
        var (request, hops) = (request, 0)
        while true {
            let reply = try await exchange(request)
            guard follow, reply.status == 303, let location = reply.location else { return reply }
            hops += 1
            guard hops < 10, location.hasPrefix("/") else { throw RawConnection.Failure("redirect to \(location)") }
            request = WireRequest(
                method: "GET", path: String(location.prefix { $0 != "#" }), headers: ["Sec-Fetch-Site": "same-origin"])
        }
    }

    /// Sends one request with the cookies for its path.
    func exchange(_ request: WireRequest) async throws -> Reply {
        var request = request
        let path = String(request.path.prefix { $0 != "?" })
        request.headers["User-Agent"] = request.headers["User-Agent"] ?? userAgent
        if let languages { request.headers["Accept-Language"] = languages }
        request.headers["Cookie"] = request.headers["Cookie"] ?? cookies.header(for: path)
        var reply = try await site.exchange(request)
        reply.path = path
        cookies.keep(reply)
        return reply
    }
}
