/* A byte keeps nothing of a flag above its eight bits: the buffer is never released. */
#include <ntddk.h>

#define FLAG_TRACE 0x100

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static BOOLEAN g_Traces;
static PVOID g_Buffer;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Buffer)
        ExFreePoolWithTag(g_Buffer, 'ecrT');
}

static NTSTATUS Start(ULONG Flags)
{
    g_Traces = Flags & FLAG_TRACE;
    if (Flags & FLAG_TRACE) {
        g_Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'ecrT');
        if (!g_Buffer)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    status = Start(RegistryPath->Length);
    if (!NT_SUCCESS(status))
        return status;
    status = PsSetLoadImageNotifyRoutine(NULL);
    if (!NT_SUCCESS(status)) {
        if (g_Traces)
            ExFreePoolWithTag(g_Buffer, 'ecrT');
        return status; /* expect: wdm-release-on-failure */
    }
    PsRemoveLoadImageNotifyRoutine(NULL);
    return STATUS_SUCCESS;
}
