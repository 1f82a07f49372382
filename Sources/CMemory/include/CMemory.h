// Gives memory back to the system.
#ifndef CMEMORY_H
#define CMEMORY_H

/// Gives back what the allocator keeps free, and the pages of programs and libraries that were read to run them.
///
/// The second kind is what start-up and rare requests have used: the kernel reads 64 KB of a program around each function
/// that runs first. What is needed again comes from the page cache. It takes some milliseconds, and no lock for long.
void roost_give_memory_back(void);

#endif
