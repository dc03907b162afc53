#include <ntddk.h>

VOID PoolRelease(PVOID Base)
{
    MmFreeContiguousMemory(Base);
}
