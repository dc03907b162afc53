#include <ntddk.h>

extern PERESOURCE QuayLock;

VOID QuayNote(HANDLE ProcessId, BOOLEAN Create)
{
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(QuayLock, TRUE);
    DbgPrint("quay: %p %d\n", ProcessId, Create);
    ExReleaseResourceLite(QuayLock);
    KeLeaveCriticalRegion();
}
