/* What the compiler's interlocked functions do to one thread: counters go up and down, exchanges give the old value. */
#include <ntddk.h>

LONG Users;
PVOID Buffer;

NTSTATUS test(LONG *other)
{
    PVOID old;

    if (InterlockedIncrement(&Users) == 1)
        (void)InterlockedIncrement(other);
    if (InterlockedDecrement(&Users) == 0) {
        old = InterlockedExchangePointer(&Buffer, NULL);
        if (old != NULL)
            ExFreePool(old);
    }
    InterlockedExchange(&Users, 3);
    return InterlockedCompareExchange(&Users, 4, 3) == 3 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
