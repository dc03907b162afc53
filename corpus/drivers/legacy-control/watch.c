/* watch.c: counts the processes that start. */
#include "lantern.h"

static volatile LONG Started;

static VOID LanternNotify(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ProcessId);
    if (Info != NULL)
        InterlockedIncrement(&Started);
}

NTSTATUS LanternWatch(VOID)
{
    return PsSetCreateProcessNotifyRoutineEx(LanternNotify, FALSE);
}

VOID LanternUnwatch(VOID)
{
    (void)PsSetCreateProcessNotifyRoutineEx(LanternNotify, TRUE);
}

LONG LanternCount(VOID)
{
    return Started;
}
