#define _GNU_SOURCE
#include "CSandbox.h"

#ifdef __linux__
#include "Filter.h"
#include "Parts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the numbers of this architecture's system calls are not known"
#endif

// A list of what is denied, not of what is allowed: what libvips and its libraries call differs between their versions.
// It is complete from number 424 on, where calls have the same number everywhere: there, all that is not listed as
// harmless is unknown to the program, which falls back to an older call. So clone3 becomes clone, whose flags can be seen,
// and what future kernels add is denied.

static const int first_listed = 424;
static const int harmless[] = {
    436 /* close_range */, 439 /* faccessat2 */, 449 /* futex_waitv */, 454 /* futex_wake */, 455 /* futex_wait */,
    456 /* futex_requeue */, 462 /* mseal */,
};

static const int denied[] = {
    // The network, and what is passed between processes.
    SYS_socket, SYS_socketpair, SYS_bind, SYS_connect, SYS_listen, SYS_accept, SYS_accept4, SYS_sendto, SYS_sendmsg,
    SYS_sendmmsg, SYS_recvfrom, SYS_recvmsg, SYS_recvmmsg, SYS_shmget, SYS_shmat, SYS_shmctl, SYS_shmdt, SYS_semget,
    SYS_semop, SYS_semctl, SYS_semtimedop, SYS_msgget, SYS_msgsnd, SYS_msgrcv, SYS_msgctl, SYS_mq_open, SYS_mq_unlink,
    // Other processes.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_tkill, SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo, SYS_setpriority, SYS_ioprio_set, SYS_move_pages, SYS_migrate_pages, SYS_get_robust_list,
    // New processes and programs.
    SYS_execveat, SYS_memfd_create, SYS_unshare, SYS_setns, SYS_personality,
    // The kernel.
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_init_module,
    SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_syslog, SYS_acct, SYS_swapon, SYS_swapoff,
    SYS_sethostname, SYS_setdomainname, SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex,
    SYS_quotactl, SYS_vhangup, SYS_seccomp, SYS_remap_file_pages, SYS_vmsplice, SYS_io_setup,
    // Files: Landlock knows nothing of their owners, modes, times and attributes, and may be missing.
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_fchmod,
    SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr,
    SYS_lremovexattr, SYS_fremovexattr, SYS_truncate, SYS_mknodat, SYS_mkdirat, SYS_unlinkat, SYS_symlinkat, SYS_linkat,
    SYS_renameat2, SYS_fanotify_init, SYS_fanotify_mark, SYS_inotify_init1, SYS_inotify_add_watch,
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#ifdef __x86_64__
    SYS_fork, SYS_vfork, SYS_create_module, SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_uselib, SYS__sysctl, SYS_creat,
    SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat, SYS_mknod, SYS_mkdir, SYS_rmdir, SYS_unlink,
    SYS_symlink, SYS_link, SYS_rename, SYS_inotify_init,
#endif
};

/// Allows the call on the process itself alone: 0, or its number.
static void deny_others(struct filter *filter, int number, uint32_t process) {
    unsigned short jump = begin(filter, number);
    load(filter, argument(0));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, process, 2, 0);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, number == SYS_kill ? 0 : 1, 0);
    deny(filter, EPERM);
    answer(filter, SECCOMP_RET_ALLOW);
    end(filter, jump);
}

/// Only a path at `PROGRAM_PATH` can be started: what is there is replaced by the program, and nothing can be put there
/// again, as no call maps memory at an address below 4 GB that the caller chooses. So there is no second program.
static void limit_starts(struct filter *filter) {
    unsigned short jump = begin(filter, SYS_execve);
    load(filter, argument(0));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(uintptr_t)PROGRAM_PATH, 0, 3);
    load(filter, argument(0) + 4);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
    answer(filter, SECCOMP_RET_ALLOW);
    deny(filter, EPERM);
    end(filter, jump);

    jump = begin(filter, SYS_mmap);
    load(filter, argument(3));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, MAP_GROWSDOWN, 4, 0);
    load(filter, argument(0) + 4);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
    load(filter, argument(0));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
    deny(filter, EPERM);
    answer(filter, SECCOMP_RET_ALLOW);
    end(filter, jump);

    deny_bits(filter, SYS_mremap, 3, MREMAP_FIXED | 4 /* MREMAP_DONTUNMAP */, EPERM);
    deny_values(filter, SYS_prctl, 0, (uint32_t[]){PR_SET_MM}, 1, EPERM);
#ifdef SYS_arch_prctl
    // ARCH_MAP_VDSO_X32, _32 and _64.
    deny_values(filter, SYS_arch_prctl, 0, (uint32_t[]){0x2001, 0x2002, 0x2003}, 3, EPERM);
#endif
}

/// What depends on arguments.
static void limit_arguments(struct filter *filter) {
    uint32_t process = (uint32_t)getpid();
    const int own[] = {
        SYS_kill, SYS_tgkill, SYS_prlimit64, SYS_sched_setaffinity, SYS_sched_setscheduler, SYS_sched_setparam,
        SYS_sched_setattr,
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) deny_others(filter, own[i], process);
    // Threads, in no namespace of their own.
    unsigned short jump = begin(filter, SYS_clone);
    load(filter, argument(0));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1);
    add(filter, BPF_JMP | BPF_JSET | BPF_K, 0x7E020000 /* CLONE_NEW... */, 0, 1);
    deny(filter, EPERM);
    answer(filter, SECCOMP_RET_ALLOW);
    end(filter, jump);
    const uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    deny_bits(filter, SYS_openat, 2, writing, EACCES);
#ifdef SYS_open
    deny_bits(filter, SYS_open, 1, writing, EACCES);
#endif
    // Signals of any number could be had from a pipe.
    const uint32_t commands[] = {F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY};
    deny_values(filter, SYS_fcntl, 1, commands, 5, EPERM);
}

static void deny_calls(struct filter *filter) {
    for (size_t i = 0; i < sizeof denied / sizeof *denied; i++) {
        unsigned short jump = begin(filter, denied[i]);
        deny(filter, EPERM);
        end(filter, jump);
    }
    // What a file that is no device answers.
    unsigned short jump = begin(filter, SYS_ioctl);
    deny(filter, ENOTTY);
    end(filter, jump);
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        jump = begin(filter, harmless[i]);
        answer(filter, SECCOMP_RET_ALLOW);
        end(filter, jump);
    }
    add(filter, BPF_JMP | BPF_JGE | BPF_K, first_listed, 0, 1);
    deny(filter, ENOSYS);
}

int roost_restrict_system_calls(void) {
    struct filter filter = {.length = 0};
    load(&filter, offsetof(struct seccomp_data, arch));
    add(&filter, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    answer(&filter, SECCOMP_RET_KILL_PROCESS);
    load(&filter, offsetof(struct seccomp_data, nr));
    // The bit of x32, which has other numbers.
    add(&filter, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    answer(&filter, SECCOMP_RET_KILL_PROCESS);
    limit_starts(&filter);
    limit_arguments(&filter);
    deny_calls(&filter);
    answer(&filter, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {filter.length, filter.code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}
#endif
