#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PULONG g_Table;

/* The driver's own name for the allocator: zeroed, tagged, null without memory. */
static PVOID Take(SIZE_T Size)
{
    PVOID block = ExAllocatePoolWithTag(NonPagedPoolNx, Size, 'ekaT');

    if (block != NULL) {
        RtlZeroMemory(block, Size);
    }
    return block;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Table != NULL) {
        ExFreePoolWithTag(g_Table, 'ekaT');
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Table = Take(64 * sizeof(ULONG));
    if (g_Table == NULL) {
        return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
    }
    g_Table[0] = 1;
    return STATUS_SUCCESS;
}
