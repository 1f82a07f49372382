// What Swift cannot call of SQLite: a function with a variable number of arguments.
#ifndef CSTORAGE_H
#define CSTORAGE_H

/// Makes closing a connection (`sqlite3 *`) leave the write-ahead log as it is, also where it is the last one. Returns
/// a result code of SQLite.
int roost_keep_log_at_close(void *connection);

#endif
