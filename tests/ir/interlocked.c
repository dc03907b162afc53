/* What the compiler's interlocked functions do to one thread: counters go up and down, exchanges give the old value,
 * and so do those that change bits. One bit is asked for as it was. What is read or
 * written with an ordering is just that. */
#include <ntddk.h>

LONG Users;
LONG Flags;
LONG64 Many;
LONG Words[2];
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
    if (InterlockedBitTestAndSet(&Flags, 3) || !InterlockedBitTestAndReset64(&Many, 40))
        _interlockedbittestandcomplement(&Flags, 1);
    if (_bittest(&Flags, Users))
        InterlockedBitTestAndSet(Words, 35);
    RtlInterlockedClearBits((ULONG *)&Flags, 8);
    WriteRelease(&Users, ReadULongAcquire((ULONG *)&Flags));
    _InterlockedOr_np(&Flags, 2);
    return InterlockedCompareExchange(&Users, 4, 3) == 3 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
