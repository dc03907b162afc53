#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LIST_ENTRY g_Processes;
static FAST_MUTEX g_Lock;

static VOID OnProcess(HANDLE ParentId, HANDLE ProcessId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ParentId);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Create);
    ExAcquireFastMutex(&g_Lock);
    if (!IsListEmpty(&g_Processes)) {
        RemoveHeadList(&g_Processes);
    }
    ExReleaseFastMutex(&g_Lock);
}

static LIST_ENTRY g_Waiting;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    ExInitializeFastMutex(&g_Lock);
    InitializeListHead(&g_Processes);
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    InitializeListHead(&g_Waiting);
    return STATUS_SUCCESS;
}
