/* Functions that call the routine they are given, and return what it returned, are calls of it; where a variable holds
 * the routine, calls through that. */
#include <ntddk.h>
#include <storport.h>

KSYNCHRONIZE_ROUTINE Raise;
LONG Count;

BOOLEAN Raise(PVOID Context)
{
    *(LONG *)Context += 1;
    return TRUE;
}

static BOOLEAN Lower(PVOID Extension, PVOID Context)
{
    *(LONG *)Context -= 1;
    return Extension != NULL;
}

NTSTATUS test(PKINTERRUPT interrupt, PVOID extension, PSTOR_SYNCHRONIZED_ACCESS routine)
{
    if (!KeSynchronizeExecution(interrupt, Raise, &Count))
        return STATUS_UNSUCCESSFUL;
    if (!StorPortSynchronizeAccess(extension, Lower, &Count))
        return STATUS_UNSUCCESSFUL;
    return StorPortSynchronizeAccess(extension, routine, &Count) ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

static RTL_RUN_ONCE once = RTL_RUN_ONCE_INIT;
static RTL_RUN_ONCE_INIT_FN begin;
static RTL_QUERY_REGISTRY_ROUTINE take;

NTSTATUS runs_once(void *p)
{
    return RtlRunOnceExecuteOnce(&once, begin, p, 0);
}

NTSTATUS runs_each(PWSTR key, PUNICODE_STRING text, PULONG number)
{
    RTL_QUERY_REGISTRY_TABLE table[3] = {0};

    table[0].QueryRoutine = take;
    table[0].EntryContext = text;
    table[1].Flags = RTL_QUERY_REGISTRY_DIRECT;
    table[1].EntryContext = number;
    return RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, key, table, text, 0);
}

NTSTATUS runs_none(PWSTR key, PULONG number)
{
    RTL_QUERY_REGISTRY_TABLE table[2] = {0};

    table[0].EntryContext = number;
    return RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, key, table, 0, 0);
}
