#define _GNU_SOURCE
#include "CTransport.h"

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

int roost_tcp_counters(int file, uint64_t *received, uint64_t *unread, uint64_t *acknowledged) {
    int queued = 0;
    struct tcp_info info;
    socklen_t size = sizeof info;
    memset(&info, 0, sizeof info);
    if (getsockopt(file, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return -1;
    // Kernels before 4.1 do not count.
    if (size < offsetof(struct tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received) {
        errno = ENOSYS;
        return -1;
    }
    if (ioctl(file, FIONREAD, &queued) != 0) return -1;
    *unread = (uint64_t)queued;
    *received = info.tcpi_bytes_received;
    *acknowledged = info.tcpi_bytes_acked;
    return 0;
}

int roost_replace(int file, int other) {
    return dup3(other, file, O_CLOEXEC);
}
#endif
