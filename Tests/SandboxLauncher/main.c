// Becomes a sandboxed program as the roost binary does, for tests that make hundreds of pictures: to load the libraries of
// the whole site takes longer than to make a small picture.
#include "CSandbox.h"

int main(int argc, char *argv[]) {
    roost_sandbox_if_asked(argc, argv);
    return ROOST_SANDBOX_ARGUMENTS;
}
