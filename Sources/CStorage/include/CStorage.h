// What Swift cannot call of SQLite, or only with pointers that it must not keep.
#ifndef CSTORAGE_H
#define CSTORAGE_H

#include <stdbool.h>
#include <stdint.h>

/// Makes closing a connection (`sqlite3 *`) leave the write-ahead log as it is, also where it is the last one. Returns
/// a result code of SQLite.
int roost_keep_log_at_close(void *connection);

/// Interrupts whatever runs on a connection (`sqlite3 *`) once so many milliseconds have passed, with SQLITE_INTERRUPT.
/// Replaces the limit that was set before; 0 for none.
void roost_limit_time(void *connection, int64_t milliseconds);

/// The version of the library that is used, which may not be the one that Roost was built with.
const char *roost_sqlite_version(void);

/// The header of the index of a write-ahead log (https://www.sqlite.org/walformat.html, 2.1): 48 bytes.
typedef struct {
    uint64_t words[6];
} roost_log_header;

/// The index of the write-ahead log that a connection (`sqlite3 *`) reads through, in the memory that all connections
/// to the file share; there until the connection closes. NULL when there is none: the connection must have read before.
const void *roost_log_index(void *connection);

/// Reads the header of an index, which each commit changes. Returns false while it is being written.
bool roost_read_log_header(const void *index, roost_log_header *header);

#endif
