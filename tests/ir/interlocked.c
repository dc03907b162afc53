/* What the compiler's interlocked functions do to one thread: counters go up and down, exchanges give the old value,
 * and so do those that change bits. */
#include <ntddk.h>

LONG Users;
LONG Flags;
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
    InterlockedOr(&Flags, 4);
    if (InterlockedAnd(&Flags, ~4) & 4)
        InterlockedXor(&Flags, 1);
    Users = InterlockedExchangeAdd(&Flags, 2) + InterlockedAdd(&Flags, 5);
    return InterlockedCompareExchange(&Users, 4, 3) == 3 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
