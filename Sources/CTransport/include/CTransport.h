// What Swift's Glibc module leaves out: epoll, and the byte counters of a TCP connection.
#ifndef CTRANSPORT_H
#define CTRANSPORT_H

#ifdef __linux__
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// Reads how many bytes the kernel has received on a TCP connection, how many of them nobody has read yet, and how many
/// of those sent were acknowledged. Returns 0, or -1 with errno when `file` is no TCP connection.
int roost_tcp_counters(int file, uint64_t *received, uint64_t *unread, uint64_t *acknowledged);

/// Makes the descriptor `file` stand for what `other` stands for, and not be inherited by child processes.
int roost_replace(int file, int other);
#endif

#endif
