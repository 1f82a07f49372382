#include "CStorage.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

// SQLite counts the memory that it takes, under one lock for all connections. Nobody asks for the count, and threads that
// read at the same time wait for each other. The setting must be made before SQLite is used, so it is made at load time.
__attribute__((constructor)) static void do_not_count_memory(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int roost_keep_log_at_close(void *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/// Of a clock that nobody sets.
static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Steps of SQLite's machine between two looks at the clock: a fraction of a millisecond.
static const int steps = 10000;

static int is_over(void *deadline) {
    return now() >= (int64_t)(intptr_t)deadline;
}

void roost_limit_time(void *connection, int64_t milliseconds) {
    // The deadline is in the pointer itself, so that nothing has to be kept for the connection.
    int64_t deadline = milliseconds > 0 ? now() + milliseconds : 0;
    sqlite3_progress_handler(connection, deadline ? steps : 0, deadline ? is_over : 0, (void *)(intptr_t)deadline);
}

const char *roost_sqlite_version(void) {
    return sqlite3_libversion();
}

/// The size of the pieces in which SQLite maps the index.
static const int piece_size = 32768;

const void *roost_log_index(void *connection) {
    sqlite3_file *file = 0;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return 0;
    if (!file || !file->pMethods || file->pMethods->iVersion < 2 || !file->pMethods->xShmMap) return 0;
    volatile void *piece = 0;
    if (file->pMethods->xShmMap(file, 0, piece_size, 0, &piece) != SQLITE_OK) return 0;
    return (const void *)piece;
}

/// Another process may write meanwhile.
static void copy_header(roost_log_header *to, const volatile roost_log_header *from) {
    for (int i = 0; i < 6; i++) to->words[i] = from->words[i];
}

bool roost_read_log_header(const void *index, roost_log_header *header) {
    // There are two copies. Writers write the second before the first, with a barrier between.
    const volatile roost_log_header *copies = index;
    roost_log_header second;
    copy_header(header, &copies[0]);
    atomic_thread_fence(memory_order_seq_cst);
    copy_header(&second, &copies[1]);
    return memcmp(header, &second, sizeof second) == 0;
}
