/* The outcome of a registration that the driver can do without goes into a flag, and nowhere else. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static struct {
    BOOLEAN HasProcesses;
    ULONG Kinds;
    PVOID Block;
} Watch;

static VOID ProcessNotify(HANDLE Parent, HANDLE Process, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Create);
}

static VOID ThreadNotify(HANDLE Process, HANDLE Thread, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(Create);
}

static VOID Stop(VOID)
{
    if (Watch.Kinds & 2)
        PsRemoveCreateThreadNotifyRoutine(ThreadNotify);
    if (Watch.HasProcesses)
        PsSetCreateProcessNotifyRoutine(ProcessNotify, TRUE);
    ExFreePoolWithTag(Watch.Block, 'htaW');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Stop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Watch.Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'htaW');
    if (Watch.Block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    if (NT_SUCCESS(PsSetCreateProcessNotifyRoutine(ProcessNotify, FALSE)))
        Watch.HasProcesses = TRUE;
    if (PsSetCreateThreadNotifyRoutine(ThreadNotify) == STATUS_SUCCESS)
        Watch.Kinds |= 2;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
