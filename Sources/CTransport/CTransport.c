#define _GNU_SOURCE
#include "CTransport.h"

#ifdef __linux__
#include <errno.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>

int roost_tcp_output(int file, uint64_t *acknowledged, uint64_t *unacknowledged) {
    int queued = 0;
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (ioctl(file, SIOCOUTQ, &queued) != 0) return -1;
    memset(&info, 0, sizeof info);
    if (getsockopt(file, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return -1;
    // Kernels before 4.1 do not count.
    if (size < offsetof(struct tcp_info, tcpi_bytes_acked) + sizeof info.tcpi_bytes_acked) {
        errno = ENOSYS;
        return -1;
    }
    *acknowledged = info.tcpi_bytes_acked;
    *unacknowledged = (uint64_t)queued;
    return 0;
}

int roost_unread(int file) {
    int count = 0;
    return ioctl(file, FIONREAD, &count) == 0 ? count : -1;
}

int roost_accept(int listener, struct sockaddr_storage *peer) {
    socklen_t size = sizeof *peer;
    return accept4(listener, (struct sockaddr *)peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
#endif
