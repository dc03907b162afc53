#include <ntddk.h>

VOID PoolRelease(PVOID Base)
{
    UNREFERENCED_PARAMETER(Base);
}
