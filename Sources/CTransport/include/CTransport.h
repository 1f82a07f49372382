// What Swift's Glibc module leaves out: epoll, the state of a TCP connection, and calls that are not in POSIX.
#ifndef CTRANSPORT_H
#define CTRANSPORT_H

#ifdef __linux__
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/// Reads how many bytes the peer of a TCP connection has acknowledged, and how many sent ones it has not. Returns 0, or
/// -1 with errno.
int roost_tcp_output(int file, uint64_t *acknowledged, uint64_t *unacknowledged);

/// Returns how many bytes have come on a connection that nobody has read, or -1 with errno.
int roost_unread(int file);

/// Accepts a connection that does not block and is not inherited by child processes. Returns its descriptor, or -1 with
/// errno.
int roost_accept(int listener, struct sockaddr_storage *peer);
#endif

#endif
