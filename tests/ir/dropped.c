#include <ntddk.h>

struct incomplete;
int Step(int n);

/* The parser finishes nothing that uses an object of a type that stays incomplete. */
int test(PDEVICE_OBJECT device, int n)
{
    struct incomplete thing;

    Take(&thing, n, 3);
    device->Flags = thing;
    n = Fill(&thing);
    if (n)
        return thing;
    n = Step(Take(thing, Step(1)));
    (*device->Timer)(n, thing);
    (void)Step(thing);
    return n;
}
