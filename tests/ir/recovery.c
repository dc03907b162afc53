#include <ntddk.h>

int Step(int n);

int test(PDEVICE_OBJECT device, int n)
{
    n = 1;
    device->NoSuchMember = n;
    Step(n, 2);
    n = Step(3);
    return n;
}
