import HTTP

/// `GET /static/:file`.
struct AssetFiles: Sendable {
    let files: StaticFiles

    func show(_ request: Request, name: AssetName) throws -> Response {
        guard let (file, isImmutable) = files.file(named: name.description) else { throw Refusal.notFound }
        var response = Response.cached(
            file.data, mediaType: file.mediaType, entityTag: file.fingerprint, for: request)
        response.headers[.cacheControl] = isImmutable ? Response.immutable : "no-cache"
        return response
    }
}
