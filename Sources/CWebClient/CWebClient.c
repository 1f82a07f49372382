// C, because libcurl's options are set by a function with any number of arguments, which Swift cannot call.
#include "CWebClient.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

struct exchange {
    const struct web_request *request;
    struct web_response response;
    bool was_allowed;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

// The address is that of the connection itself, after the name was looked up, so that a name which changes its address
// between a check and the connection gains nothing.
static curl_socket_t open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address) {
    struct exchange *exchange = data;
    const struct web_request *request = exchange->request;
    bool is_allowed = false;
    if (purpose == CURLSOCKTYPE_IPCXN && address->family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)&address->addr;
        is_allowed = request->check((const uint8_t *)&v4->sin_addr, 4, request->context);
    } else if (purpose == CURLSOCKTYPE_IPCXN && address->family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&address->addr;
        is_allowed = request->check((const uint8_t *)&v6->sin6_addr, 16, request->context);
    }
    // A name may have several addresses: it is refused when none of them may be connected to.
    if (!is_allowed) {
        exchange->response.is_refused = !exchange->was_allowed;
        return CURL_SOCKET_BAD;
    }
    exchange->was_allowed = true;
    exchange->response.is_refused = false;
#ifdef SOCK_CLOEXEC
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    return socket(address->family, address->socktype, address->protocol);
#endif
}

static size_t receive(char *bytes, size_t size, size_t count, void *data) {
    (void)bytes;
    struct exchange *exchange = data;
    exchange->response.received += size * count;
    // Less than what came ends the transfer.
    return exchange->response.received > exchange->request->response_limit ? 0 : size * count;
}

/// A transfer that goes to this address and nowhere else. NULL when there is no memory.
static CURL *begin_transfer(const char *url, const char *protocols, long timeout_milliseconds) {
    pthread_once(&once, begin);
    CURL *curl = curl_easy_init();
    if (!curl) return NULL;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_milliseconds);
    return curl;
}

static void perform(CURL *curl, struct web_response *response) {
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &response->status);
    // An response that was cut has a status all the same.
    if (code == CURLE_WRITE_ERROR && response->status > 0) code = CURLE_OK;
    response->error = (int)code;
    if (code != CURLE_OK) response->status = 0;
    curl_easy_cleanup(curl);
}

struct web_response web_post(const struct web_request *request) {
    struct exchange exchange = {.request = request};
    struct curl_slist *fields = NULL;
    const char *protocols = request->allows_http ? "http,https" : "https";
    CURL *curl = begin_transfer(request->url, protocols, request->timeout_milliseconds);
    if (!curl) {
        exchange.response.error = CURLE_FAILED_INIT;
        return exchange.response;
    }
    for (size_t i = 0; i < request->field_count; i++) fields = curl_slist_append(fields, request->fields[i]);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, request->timeout_milliseconds);
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, (const char *)request->body);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    perform(curl, &exchange.response);
    curl_slist_free_all(fields);
    return exchange.response;
}

struct reading {
    const struct web_reading *request;
    struct web_response response;
};

static size_t read_part(char *bytes, size_t size, size_t count, void *data) {
    (void)bytes;
    struct reading *reading = data;
    reading->response.received += size * count;
    if (reading->response.received > reading->request->response_limit) return 0;
    reading->request->receive(size * count, reading->request->context);
    return size * count;
}

struct web_response web_get(const struct web_reading *request) {
    struct reading reading = {.request = request};
    CURL *curl = begin_transfer(request->url, "http,https", request->timeout_milliseconds);
    if (!curl) {
        reading.response.error = CURLE_FAILED_INIT;
        return reading.response;
    }
    // As browsers do: a proxy that compresses may wait for more.
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    if (request->is_http1) curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    if (request->certificates) curl_easy_setopt(curl, CURLOPT_CAINFO, request->certificates);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_part);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reading);
    perform(curl, &reading.response);
    return reading.response;
}

const char *web_error_text(int error) { return curl_easy_strerror((CURLcode)error); }
