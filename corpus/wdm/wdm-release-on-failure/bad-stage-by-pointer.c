#include <ntddk.h>

/* As good-stage-by-pointer.c, but of the second step it is not known that it was taken. */
typedef struct _LADDER {
    ULONG Rung;
    PVOID Rope;
    PVOID Hook;
} LADDER;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LADDER g_Ladder;

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    UNREFERENCED_PARAMETER(Create);
}

static VOID ClimbDown(VOID)
{
    LADDER *ladder = &g_Ladder;

    if (ladder->Rung >= 3)
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    if (ladder->Rung >= 3)
        ExFreePoolWithTag(ladder->Hook, 'ddaL');
    if (ladder->Rung >= 1)
        ExFreePoolWithTag(ladder->Rope, 'ddaL');
    ladder->Rung = 0;
}

static NTSTATUS ClimbUp(VOID)
{
    LADDER *ladder = &g_Ladder;
    NTSTATUS status;

    ladder->Rope = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'ddaL');
    if (ladder->Rope == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ladder->Rung = 1;
    ladder->Hook = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'ddaL');
    if (ladder->Hook == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ladder->Rung = 2;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        return status;
    ladder->Rung = 3;
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ClimbDown();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = ClimbUp();
    if (!NT_SUCCESS(status))
        ClimbDown();
    return status; /* expect: wdm-release-on-failure */
}
