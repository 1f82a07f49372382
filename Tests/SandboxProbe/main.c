// Stands where the picture program would be, and tries what a broken decoder could be made to do.
//
// probe attempt PROCESS KEY FOLDER NAME...   a line for each attempt: its name and "done" or the error
// probe report                               its limits, environment and descriptors
// probe abort | call-x32                     ends itself
// probe without-landlock PROGRAM ARGUMENT... becomes a program that finds no Landlock in the kernel
// probe sandbox ...                          the same, with the roost binary beside it
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/perf_event.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t process;
static const char *key;
static const char *folder;

static char *const no_arguments[] = {"true", NULL};

static int read_key(void) { return open(key, O_RDONLY); }
static int write_key(void) { return open(key, O_WRONLY | O_APPEND); }
static int open_key_up(void) { return chmod(key, 0666); }
static int cut_key(void) { return truncate(key, 1000000); }
static int remove_key(void) { return unlink(key); }
static int list_folder(void) { return open(folder, O_RDONLY | O_DIRECTORY); }
static int read_accounts(void) { return open("/etc/passwd", O_RDONLY); }
static int read_own_process(void) { return open("/proc/self/status", O_RDONLY); }

static int make_file(void) {
    char path[4096];
    snprintf(path, sizeof path, "%s/made", folder);
    return open(path, O_WRONLY | O_CREAT, 0600);
}

static int read_memory(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", process);
    return open(path, O_RDONLY);
}

static int copy_memory(void) {
    char byte;
    struct iovec here = {&byte, 1}, there = {&process, 1};
    return (int)process_vm_readv(process, &here, 1, &there, 1, 0);
}

static int trace(void) { return (int)ptrace(PTRACE_SEIZE, process, NULL, NULL); }
static int hold_process(void) { return (int)syscall(434 /* pidfd_open */, process, 0); }
static int send_signal(void) { return kill(process, SIGCONT); }
static int signal_everyone(void) { return kill(-1, SIGCONT); }
static int signal_group(void) { return kill(0, SIGCONT); }
static int signal_thread(void) { return (int)syscall(SYS_tgkill, process, process, SIGCONT); }
static int queue_signal(void) { return sigqueue(process, SIGCONT, (union sigval){0}); }
static int slow_down(void) { return setpriority(PRIO_PROCESS, (id_t)process, 19); }

static int limit_process(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_CORE, &limit)) return -1;
    return prlimit(process, RLIMIT_CORE, &limit, NULL);
}

static int move_process(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores)) return -1;
    return sched_setaffinity(process, sizeof cores, &cores);
}

static int signal_by_pipe(void) {
    int ends[2];
    if (pipe(ends)) return -1;
    return fcntl(ends[0], F_SETOWN, process);
}

static int connect_ipv4(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int connect_ipv6(void) { return socket(AF_INET6, SOCK_DGRAM, 0); }
static int connect_unix(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static int connect_kernel(void) { return socket(AF_NETLINK, SOCK_RAW, 0); }
static int socket_pair(void) {
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}
static int share_memory(void) { return shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600); }

static int start_program(void) { return execve("/bin/true", no_arguments, environ); }
static int start_itself(void) { return execve("/proc/self/exe", no_arguments, environ); }
static int start_by_descriptor(void) {
    return (int)syscall(SYS_execveat, open("/bin/true", O_RDONLY), "", no_arguments, environ, AT_EMPTY_PATH);
}

/// Where the sandbox had the path of the program: `lead` is to put memory there.
static int start_there(void *(*lead)(void *place)) {
    char *place = (char *)0x100000;
    if (lead(place) != place) return -1;
    strcpy(place, "/bin/true");
    return execve(place, no_arguments, environ);
}

static void *map(void *place) {
    return mmap(place, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}
static void *move(void *place) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mremap(page, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, place);
}
static int start_mapped(void) { return start_there(map); }
static int start_moved(void) { return start_there(move); }
static int start_unmapped(void) { return execve((char *)0x100000, no_arguments, environ); }
static int move_heap(void) { return prctl(PR_SET_MM, PR_SET_MM_BRK, 0x100000, 0, 0); }

static int new_process(void) {
    long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) _exit(0);
    return (int)child;
}
static int new_process_by_clone3(void) {
    unsigned long long arguments[11] = {0, 0, 0, 0, SIGCHLD};
    long child = syscall(435 /* clone3 */, arguments, sizeof arguments);
    if (child == 0) _exit(0);
    return (int)child;
}
static int new_namespace(void) { return unshare(CLONE_NEWUSER); }
static int memory_file(void) { return memfd_create("x", 0); }
static int use_ring(void) {
    char parameters[120] = {0};
    return (int)syscall(425 /* io_uring_setup */, 1, parameters);
}
static int open_another_way(void) {
    unsigned long long how[3] = {O_RDONLY};
    return (int)syscall(437 /* openat2 */, AT_FDCWD, "/usr", how, sizeof how);
}
static int catch_faults(void) { return (int)syscall(SYS_userfaultfd, 1); }
static int load_filter(void) {
    union bpf_attr attributes = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
    return (int)syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes);
}
static int count_events(void) {
    struct perf_event_attr attributes = {.type = PERF_TYPE_SOFTWARE, .size = sizeof attributes, .exclude_kernel = 1};
    return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}
static int use_keys(void) { return (int)syscall(SYS_keyctl, 0 /* KEYCTL_GET_KEYRING_ID */, -3, 1); }
static int mount_folder(void) { return mount("none", "/tmp", "tmpfs", 0, NULL); }

#define ATTEMPT(name) {#name, name}
static const struct {
    const char *name;
    int (*run)(void);
} attempts[] = {
    ATTEMPT(read_key), ATTEMPT(write_key), ATTEMPT(open_key_up), ATTEMPT(cut_key), ATTEMPT(list_folder),
    ATTEMPT(make_file), ATTEMPT(read_accounts), ATTEMPT(read_own_process), ATTEMPT(read_memory), ATTEMPT(copy_memory),
    ATTEMPT(trace), ATTEMPT(hold_process), ATTEMPT(send_signal), ATTEMPT(signal_everyone), ATTEMPT(signal_group),
    ATTEMPT(signal_thread), ATTEMPT(queue_signal), ATTEMPT(slow_down), ATTEMPT(limit_process), ATTEMPT(move_process),
    ATTEMPT(signal_by_pipe), ATTEMPT(connect_ipv4), ATTEMPT(connect_ipv6), ATTEMPT(connect_unix),
    ATTEMPT(connect_kernel), ATTEMPT(socket_pair), ATTEMPT(share_memory), ATTEMPT(start_program),
    ATTEMPT(start_itself), ATTEMPT(start_by_descriptor), ATTEMPT(start_mapped), ATTEMPT(start_moved),
    ATTEMPT(start_unmapped), ATTEMPT(move_heap), ATTEMPT(new_process), ATTEMPT(new_process_by_clone3),
    ATTEMPT(new_namespace), ATTEMPT(memory_file), ATTEMPT(use_ring), ATTEMPT(open_another_way), ATTEMPT(catch_faults),
    ATTEMPT(load_filter), ATTEMPT(count_events), ATTEMPT(use_keys), ATTEMPT(mount_folder), ATTEMPT(remove_key),
};

static void attempt(const char *name) {
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        if (strcmp(name, "all") && strcmp(name, attempts[i].name)) continue;
        errno = 0;
        const char *outcome = attempts[i].run() >= 0 ? "done" : strerrorname_np(errno);
        printf("%s %s\n", attempts[i].name, outcome);
        fflush(stdout);
    }
}

static void say_limit(const char *name, __rlimit_resource_t resource) {
    struct rlimit limit;
    getrlimit(resource, &limit);
    printf("%s %llu %llu\n", name, (unsigned long long)limit.rlim_cur, (unsigned long long)limit.rlim_max);
}

static void report(void) {
    say_limit("memory", RLIMIT_AS);
    say_limit("processor", RLIMIT_CPU);
    say_limit("file-size", RLIMIT_FSIZE);
    say_limit("processes", RLIMIT_NPROC);
    say_limit("core", RLIMIT_CORE);
    say_limit("files", RLIMIT_NOFILE);
    printf("no-new-privileges %d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct capabilities[2] = {{1, 1, 1}};
    syscall(SYS_capget, &header, capabilities);
    printf("capabilities %x %x\n", capabilities[0].effective, capabilities[0].permitted);
    printf("memory-deny-write-execute %d\n", prctl(66 /* PR_GET_MDWE */, 0, 0, 0, 0));
    printf("niceness %d\n", getpriority(PRIO_PROCESS, 0));
    printf("own-session %d\n", getsid(0) == getpid());
    for (int file = 0; file < 4096; file++) {
        if (fcntl(file, F_GETFD) >= 0) printf("descriptor %d\n", file);
    }
    for (char **variable = environ; *variable; variable++) printf("variable %s\n", *variable);
}

static void run_without_landlock(const char *program, char *argv[]) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 444 /* landlock_create_ruleset */, 0, 2),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 446 /* landlock_restrict_self */, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof code / sizeof *code, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter)) exit(3);
    execv(program, argv);
    exit(3);
}

static void run_roost_without_landlock(char *argv[]) {
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    while (length > 0 && path[length - 1] != '/') length--;
    if (length <= 0 || (size_t)length + sizeof "roost" > sizeof path) exit(3);
    strcpy(path + length, "roost");
    run_without_landlock(path, argv);
}

int main(int argc, char *argv[]) {
    if (argc >= 6 && !strcmp(argv[1], "attempt")) {
        process = atoi(argv[2]);
        key = argv[3];
        folder = argv[4];
        for (int i = 5; i < argc; i++) attempt(argv[i]);
        return 0;
    }
    if (argc > 2 && !strcmp(argv[1], "without-landlock")) run_without_landlock(argv[2], &argv[2]);
    if (argc > 2 && !strcmp(argv[1], "sandbox")) run_roost_without_landlock(argv);
    if (argc == 2 && !strcmp(argv[1], "report")) return report(), 0;
    if (argc == 2 && !strcmp(argv[1], "abort")) abort();
#ifdef __x86_64__
    if (argc == 2 && !strcmp(argv[1], "call-x32")) return (int)syscall(0x40000000 + SYS_getpid);
#endif
    return 2;
}
