// Writes a filter of system calls (seccomp(2), a classic BPF program). Each call is looked at by one group of rules.
#ifndef FILTER_H
#define FILTER_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { MOST_INSTRUCTIONS = 512 };

struct filter {
    struct sock_filter code[MOST_INSTRUCTIONS];
    unsigned short length;
};

static inline void add(struct filter *filter, uint16_t operation, uint32_t value, uint8_t yes, uint8_t no) {
    if (filter->length == MOST_INSTRUCTIONS) abort();
    filter->code[filter->length++] = (struct sock_filter)BPF_JUMP(operation, value, yes, no);
}

static inline void load(struct filter *filter, size_t offset) {
    add(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

/// The lower half of an argument: both architectures are little-endian.
static inline size_t argument(int index) {
    return offsetof(struct seccomp_data, args) + (size_t)index * 8;
}

static inline void answer(struct filter *filter, uint32_t action) {
    add(filter, BPF_RET | BPF_K, action, 0, 0);
}

static inline void deny(struct filter *filter, int error) {
    answer(filter, SECCOMP_RET_ERRNO | (uint32_t)error);
}

/// Opens the rules of one call, which must end with an answer; gives the jump that leads over them.
static inline unsigned short begin(struct filter *filter, int number) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 0);
    return filter->length - 1;
}

static inline void end(struct filter *filter, unsigned short jump) {
    filter->code[jump].jf = (uint8_t)(filter->length - jump - 1);
}

/// Denies the call if a bit of the argument's lower half is set.
static inline void deny_bits(struct filter *filter, int number, int index, uint32_t bits, int error) {
    unsigned short jump = begin(filter, number);
    load(filter, argument(index));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    deny(filter, error);
    answer(filter, SECCOMP_RET_ALLOW);
    end(filter, jump);
}

/// Denies the call if the argument's lower half is one of the values.
static inline void deny_values(struct filter *filter, int number, int index, const uint32_t *values, int count,
                               int error) {
    unsigned short jump = begin(filter, number);
    load(filter, argument(index));
    for (int i = 0; i < count; i++) {
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, values[i], 0, 1);
        deny(filter, error);
    }
    answer(filter, SECCOMP_RET_ALLOW);
    end(filter, jump);
}

#endif
