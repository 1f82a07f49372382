// Runs a program that reads hostile files where it can do nothing else.
#ifndef CSANDBOX_H
#define CSANDBOX_H

/// The first argument by which the roost binary is asked to become a sandboxed program:
/// `roost sandbox MEMORY SECONDS FILE-SIZE PROCESSES PROGRAM ARGUMENT...`
#define ROOST_SANDBOX "sandbox"

/// The status with which a process ends whose sandbox could not be set up: the program was not started.
enum {
    ROOST_SANDBOX_ARGUMENTS = 101,
    ROOST_SANDBOX_LIMITS,
    ROOST_SANDBOX_PRIVILEGES,
    ROOST_SANDBOX_FILES,
    ROOST_SANDBOX_SYSTEM_CALLS,
    ROOST_SANDBOX_START,
};

/// Becomes a sandboxed program, if the arguments ask for it, and does not return then. To be called before anything else.
///
/// The program keeps standard input, output and error and the environment, and loses every other descriptor, all
/// privileges, every file but those that programs are loaded from, and the system calls that reach other processes, the
/// network or new programs.
void roost_sandbox_if_asked(int argc, char *const argv[]);

/// The version of Landlock that the kernel offers, which is what keeps files from a sandboxed program; 0 when it has none
/// or does not let us use it.
int roost_landlock_version(void);

/// Keeps the memory of this process from other processes of the same user. It leaves no core file then.
void roost_hide_memory(void);

#endif
