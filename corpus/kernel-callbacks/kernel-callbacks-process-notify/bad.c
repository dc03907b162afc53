#include <ntddk.h>

static volatile LONG64 g_Started;
static PVOID g_History;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID OnProcess(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO CreateInfo)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ProcessId);
    if (CreateInfo != NULL) {
        InterlockedIncrement64(&g_Started);
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsSetCreateProcessNotifyRoutineEx(OnProcess, TRUE);
    ExFreePool(g_History);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = PsSetCreateProcessNotifyRoutineEx(OnProcess, FALSE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_History = ExAllocatePool2(POOL_FLAG_PAGED, 32768, 'tsiH');
    if (g_History == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: kernel-callbacks-process-notify */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
