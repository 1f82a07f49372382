// The parts of a sandbox, in the order in which they are put up. Each returns 0, or -1 when it does not hold.
#ifndef PARTS_H
#define PARTS_H

/// Allows `program` and what programs are loaded from to be read and run, and no other file, where the kernel has
/// Landlock. Also denies TCP, and signals to and abstract sockets of others, where it can.
int roost_restrict_files(const char *program);

/// Where the path of the program must be for it to be started; see SystemCalls.c.
#define PROGRAM_PATH ((char *)0x100000)

/// Denies the system calls that the program has no use for. Nothing but the path at `PROGRAM_PATH` can be started.
int roost_restrict_system_calls(void);

#endif
