#include <ntddk.h>

VOID test(PDEVICE_OBJECT device, ULONG a, ULONG *p)
{
    device->Flags |= DO_BUFFERED_IO | DO_POWER_PAGABLE;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    a += 2;
    a -= *p;
    a <<= 3;
    a++;
    --a;
    p[a++] = a--;
    *p++ = 1;
}
