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
