#define _GNU_SOURCE
#include "CSandbox.h"

#ifdef __linux__
#include "Parts.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MEMORY = 2, SECONDS, FILE_SIZE, PROCESSES, PROGRAM };

/// Pages come first.
static const int niceness = 5;
static const rlim_t most_files = 64;

static int limit(__rlimit_resource_t resource, const char *text) {
    char *end;
    errno = 0;
    rlim_t value = strtoull(text, &end, 10);
    if (errno || *text < '0' || *text > '9' || *end) return -1;
    // The system may allow less than we do.
    struct rlimit old, new = {value, value};
    if (getrlimit(resource, &old)) return -1;
    if (old.rlim_max < value) new.rlim_cur = new.rlim_max = old.rlim_max;
    return setrlimit(resource, &new);
}

static int set_limits(char *const argv[]) {
    struct rlimit files = {most_files, most_files};
    errno = 0;
    if (nice(niceness) == -1 && errno) return -1;
    if (limit(RLIMIT_CPU, argv[SECONDS]) || limit(RLIMIT_FSIZE, argv[FILE_SIZE])) return -1;
    if (limit(RLIMIT_NPROC, argv[PROCESSES]) || limit(RLIMIT_CORE, "0")) return -1;
    return setrlimit(RLIMIT_NOFILE, &files);
}

static int close_files(void) {
    // Older than glibc 2.34 and Linux 5.9 are those that lack it.
    if (syscall(436 /* close_range */, 3, ~0U, 0) == 0) return 0;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files)) return -1;
    for (rlim_t file = 3; file < files.rlim_cur; file++) close((int)file);
    return 0;
}

/// Without capabilities, root is the owner of its files and nothing more.
static int drop_privileges(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    umask(077);
    // No memory that is written is run (Linux 6.3).
    prctl(65 /* PR_SET_MDWE */, 1 /* PR_MDWE_REFUSE_EXEC_GAIN */, 0, 0, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
    return (int)syscall(SYS_capset, &header, none);
}

/// Puts the path where the filter lets it be started from.
static int place(const char *program) {
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    if (strlen(program) >= size) return -1;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    if (mmap(PROGRAM_PATH, size, PROT_READ | PROT_WRITE, flags, -1, 0) != PROGRAM_PATH) return -1;
    strcpy(PROGRAM_PATH, program);
    return 0;
}

void roost_sandbox_if_asked(int argc, char *const argv[]) {
    if (argc < 2 || strcmp(argv[1], ROOST_SANDBOX)) return;
    if (argc <= PROGRAM) _exit(ROOST_SANDBOX_ARGUMENTS);
    const char *program = argv[PROGRAM];
    if (close_files() || set_limits(argv)) _exit(ROOST_SANDBOX_LIMITS);
    if (drop_privileges()) _exit(ROOST_SANDBOX_PRIVILEGES);
    if (roost_restrict_files(program)) _exit(ROOST_SANDBOX_FILES);
    if (place(program) || roost_restrict_system_calls()) _exit(ROOST_SANDBOX_SYSTEM_CALLS);
    // At last, as this process itself may have taken more.
    if (limit(RLIMIT_AS, argv[MEMORY])) _exit(ROOST_SANDBOX_LIMITS);
    execve(PROGRAM_PATH, &argv[PROGRAM], environ);
    _exit(ROOST_SANDBOX_START);
}

void roost_hide_memory(void) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

#else
#include <string.h>
#include <unistd.h>

void roost_sandbox_if_asked(int argc, char *const argv[]) {
    if (argc > 1 && strcmp(argv[1], ROOST_SANDBOX) == 0) _exit(ROOST_SANDBOX_START);
}

int roost_landlock_version(void) {
    return 0;
}

void roost_hide_memory(void) {
}
#endif
