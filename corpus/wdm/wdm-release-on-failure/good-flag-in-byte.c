/* A byte keeps a flag of its eight bits, and what a comparison says. */
#include <ntddk.h>

#define FLAG_TRACE 0x80
#define FLAG_SLOW 0x100

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static BOOLEAN g_Traces, g_IsSlow;
static PVOID g_Buffer, g_Queue;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Buffer)
        ExFreePoolWithTag(g_Buffer, 'ecrT');
    if (g_Queue)
        ExFreePoolWithTag(g_Queue, 'ueuQ');
}

static NTSTATUS Start(ULONG Flags)
{
    g_Traces = Flags & FLAG_TRACE;
    g_IsSlow = (Flags & FLAG_SLOW) != 0;
    if (Flags & FLAG_TRACE) {
        g_Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'ecrT');
        if (!g_Buffer)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Flags & FLAG_SLOW) {
        g_Queue = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'ueuQ');
        if (!g_Queue) {
            if (g_Traces)
                ExFreePoolWithTag(g_Buffer, 'ecrT');
            return STATUS_INSUFFICIENT_RESOURCES;
        }
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
        if (g_IsSlow)
            ExFreePoolWithTag(g_Queue, 'ueuQ');
        if (g_Traces)
            ExFreePoolWithTag(g_Buffer, 'ecrT');
        return status;
    }
    PsRemoveLoadImageNotifyRoutine(NULL);
    return STATUS_SUCCESS;
}
