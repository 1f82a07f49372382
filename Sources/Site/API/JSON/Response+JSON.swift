import Foundation
import HTTP

extension Response {
    /// `{"data": {…}}`
    static func data(_ resource: some Resource, status: Status = .ok) -> Response {
        json(status: status) { json in
            json.object { json in
                json.name("data")
                resource.write(&json)
            }
        }
    }

    /// `{"data": […], "page": {"next": "…"}}`
    ///
    /// - Parameter next: the `cursor` of the page after this one; nil for the last.
    static func page(_ resources: [some Resource], next: String? = nil) -> Response {
        page(resources) { json in
            json.name("next")
            if let next { json.string(next) } else { json.null() }
        }
    }

    /// `{"data": […], "page": {"before": 1, "after": null}}`
    ///
    /// - Parameter cursors: what to give as the parameter of that name for another page; nil where there is none.
    static func page(
        _ resources: [some Resource], _ cursors: KeyValuePairs<APIOperation.Cursor, Int64?>
    ) -> Response {
        page(resources) { json in
            for (cursor, number) in cursors {
                json.name(cursor.rawValue)
                if let number { json.integer(number) } else { json.null() }
            }
        }
    }

    private static func page(_ resources: [some Resource], _ cursors: (inout JSONWriter) -> Void) -> Response {
        json(capacity: 1024 + 512 * resources.count) { json in
            json.object { json in
                json.name("data")
                json.array { json in for resource in resources { resource.write(&json) } }
                json.name("page")
                json.object(cursors)
            }
        }
    }

    /// `204`: there is nothing to say.
    static var done: Response { Response(status: .noContent) }

    /// - Parameter capacity: about as many bytes as are written.
    static func json(
        status: Status = .ok, type: String = "application/json", capacity: Int = 1024,
        _ write: (inout JSONWriter) -> Void
    ) -> Response {
        var json = JSONWriter(capacity: capacity)
        write(&json)
        var response = Response(status: status, body: .bytes(json.data))
        response.headers[.contentType] = type
        return response
    }
}
