#include <ntddk.h>

/* Which file a routine that serves the system stands in says nothing of who deletes the lock. */

PERESOURCE QuayLock;
VOID QuayNote(HANDLE ProcessId, BOOLEAN Create);

static VOID QuayNotify(HANDLE ParentId, HANDLE ProcessId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ParentId);
    QuayNote(ProcessId, Create);
}

BOOLEAN QuayOpen(VOID)
{
    QuayLock = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(ERESOURCE), 'yauQ');
    if (QuayLock == NULL)
        return FALSE;
    ExInitializeResourceLite(QuayLock);
    if (NT_SUCCESS(PsSetCreateProcessNotifyRoutine(QuayNotify, FALSE)))
        return TRUE;
    ExDeleteResourceLite(QuayLock);
    ExFreePoolWithTag(QuayLock, 'yauQ');
    return FALSE;
}

VOID QuayClose(VOID)
{
    PsSetCreateProcessNotifyRoutine(QuayNotify, TRUE);
    if (QuayLock != NULL) {
        ExDeleteResourceLite(QuayLock);
        ExFreePoolWithTag(QuayLock, 'yauQ');
    }
}
