#include <ntddk.h>

struct wide {
    int a, b;
};
struct other {
    int c;
};

/* Operands of the wrong type: the statement is what it says, all the same. */
int test(PDEVICE_OBJECT device, struct wide w, struct other o, int n)
{
    n = w;
    w = o;
    device->Flags |= o;
    if (w == n)
        return o;
    return n;
}
