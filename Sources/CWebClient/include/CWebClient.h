#ifndef CWEBCLIENT_H
#define CWEBCLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether a connection to an address of 4 or 16 bytes, in network order, may be opened.
typedef bool (*web_address_check)(const uint8_t *bytes, int length, void *context);

struct web_request {
    const char *url;
    /// Each as `Name: value`.
    const char *const *fields;
    size_t field_count;
    const uint8_t *body;
    size_t body_length;
    /// For all of it: the name's look-up, the connection, the request and the response.
    long timeout_milliseconds;
    bool allows_http;
    /// The rest of a response is not read.
    size_t response_limit;
    web_address_check check;
    void *context;
};

struct web_response {
    /// Zero where there was none.
    long status;
    /// What libcurl says (CURLcode), zero for success.
    int error;
    /// Whether the check has refused an address.
    bool is_refused;
    size_t received;
};

/// Posts, without following redirects, by no proxy, on a connection of its own. Blocks until it is over.
struct web_response web_post(const struct web_request *request);

struct web_reading {
    const char *url;
    /// A file with the certificates to trust; NULL for the system's.
    const char *certificates;
    /// Whether to use HTTP/1.1 where the server would take HTTP/2 as well.
    bool is_http1;
    /// For all of it.
    long timeout_milliseconds;
    /// The rest of a response is not read.
    size_t response_limit;
    /// Called for each part of the response, as it comes.
    void (*receive)(size_t length, void *context);
    void *context;
};

/// Reads what is at an address, without following redirects, by no proxy of the environment, on a connection of its own.
/// Blocks until it is over.
struct web_response web_get(const struct web_reading *request);

/// What an error of `web_response` means, in English.
const char *web_error_text(int error);

#endif
