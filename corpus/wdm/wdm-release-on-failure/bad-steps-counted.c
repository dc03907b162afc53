#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PVOID g_Ledger;
static PVOID g_Journal;

static VOID OnProcess(HANDLE Parent, HANDLE Process, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Create);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    ExFreePoolWithTag(g_Journal, 'rgdL');
    ExFreePoolWithTag(g_Ledger, 'rgdL');
}

/* How far it came is counted, and the cleanup falls through from there. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    ULONG step = 0;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Ledger = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'rgdL');
    if (g_Ledger == NULL)
        goto Undo;
    step++;
    g_Journal = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'rgdL');
    if (g_Journal == NULL)
        goto Undo;
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status))
        goto Undo;
    step++;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Ledger");
    if (!NT_SUCCESS(status))
        goto Undo;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

Undo:
    switch (step) {
    case 3:
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
        /* fall through */
    case 2:
        ExFreePoolWithTag(g_Journal, 'rgdL');
        /* fall through */
    case 1:
        ExFreePoolWithTag(g_Ledger, 'rgdL');
        /* fall through */
    default:
        break;
    }
    return status; /* expect: wdm-release-on-failure, kernel-callbacks-process-notify */
}
