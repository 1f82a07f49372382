#define _GNU_SOURCE
#include "CSandbox.h"

#ifdef __linux__
#include "Parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// As in linux/landlock.h, which is older than the kernel in many places: what follows is fixed by the kernel's ABI.
enum { CREATE_RULESET = 444, ADD_RULE, RESTRICT_SELF };
enum { VERSION_FLAG = 1, RULE_PATH_BENEATH = 1 };

struct ruleset {
    uint64_t files;
    /// Since version 4.
    uint64_t network;
    /// Since version 6.
    uint64_t scope;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

static const uint64_t execute = 1 << 0, read_file = 1 << 2, read_folder = 1 << 3;

/// All that a version knows of files: what is not allowed is denied.
static uint64_t file_rights(int version) {
    if (version >= 5) return (1 << 16) - 1;  // ioctl on devices
    if (version >= 3) return (1 << 15) - 1;  // truncating
    if (version >= 2) return (1 << 14) - 1;  // moving between folders
    return (1 << 13) - 1;
}

int roost_landlock_version(void) {
    long version = syscall(CREATE_RULESET, NULL, 0, VERSION_FLAG);
    return version > 0 ? (int)version : 0;
}

/// A path that is not there needs no rule.
static int allow(int ruleset, const char *path, uint64_t rights) {
    struct path_rule rule = {.allowed = rights, .parent = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent < 0) return errno == ENOENT ? 0 : -1;
    struct stat status;
    int result = fstat(rule.parent, &status);
    if (!result && !S_ISDIR(status.st_mode)) rule.allowed &= ~read_folder;
    if (!result) result = (int)syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent);
    return result;
}

static int allow_programs(int ruleset, const char *program) {
    static const char *const folders[] = {"/usr", "/lib", "/lib32", "/lib64"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (allow(ruleset, folders[i], execute | read_file | read_folder)) return -1;
    }
    if (allow(ruleset, "/etc/ld.so.cache", read_file) || allow(ruleset, "/etc/ld.so.preload", read_file)) return -1;
    // The file to read is open already. Some programs can go to and fro in it only if they open it themselves. Of a pipe
    // there is nothing to allow.
    (void)allow(ruleset, "/dev/stdin", read_file);
    return allow(ruleset, program, execute | read_file);
}

int roost_restrict_files(const char *program) {
    int version = roost_landlock_version();
    if (version == 0) return 0;
    struct ruleset all = {file_rights(version), version >= 4 ? 3 : 0, version >= 6 ? 3 : 0};
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(CREATE_RULESET, &all, size, 0);
    if (ruleset < 0) return -1;
    int result = allow_programs(ruleset, program);
    if (!result) result = (int)syscall(RESTRICT_SELF, ruleset, 0);
    close(ruleset);
    return result;
}
#endif
