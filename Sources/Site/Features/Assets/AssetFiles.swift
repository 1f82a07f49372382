import HTTP

/// `GET /static/:file`, compressed if the client accepts that.
struct AssetFiles: Sendable {
    let files: StaticFiles

    func show(_ request: Request, name: AssetName) throws -> Response {
        guard let (file, isImmutable) = files.file(named: name.description) else { throw HTTPError.notFound }
        var response = try response(request, file)
        response.headers[.cacheControl] = isImmutable ? Response.immutable : "no-cache"
        return response
    }

    private func response(_ request: Request, _ file: StaticFiles.File) throws(HTTPError) -> Response {
        guard let gzipped = file.gzipped else {
            return try .cached(file.data, mediaType: file.mediaType, entityTag: file.fingerprint, for: request)
        }
        guard request.takesGzip else {
            return try .cached(file.data, mediaType: file.mediaType, entityTag: file.fingerprint, for: request).varying
        }
        // Other bytes need another tag (RFC 9110, 8.8.3.3).
        var response = try Response.cached(
            gzipped, mediaType: file.mediaType, entityTag: file.fingerprint + "-gzip", for: request)
        if response.status != .notModified { response.headers[.contentEncoding] = "gzip" }
        return response.varying
    }
}

extension Response {
    fileprivate var varying: Response {
        var response = self
        response.headers[.vary] = "Accept-Encoding"
        return response
    }
}

extension Request {
    /// Whether Accept-Encoding names gzip with a weight above zero (RFC 9110, 12.5.3).
    var takesGzip: Bool {
        (headers[.acceptEncoding] ?? "").lowercased().listElements.contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard parts.first == "gzip" else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=") && (Double($0.dropFirst(2)) ?? 0) <= 0 }
        }
    }
}
