/* Both blocks come from one helper: that the second is there makes good nothing of the first. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_First, g_Second;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_First != NULL)
        ExFreePoolWithTag(g_First, 'tsrF');
    ExFreePoolWithTag(g_Second, 'dnoS');
}

static PVOID Get(SIZE_T Size, ULONG Tag)
{
    PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, Size, Tag);

    if (block != NULL)
        RtlZeroMemory(block, Size);
    return block;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_First = Get(64, 'tsrF');
    g_Second = Get(64, 'dnoS');
    if (g_Second == NULL) {
        if (g_First != NULL)
            ExFreePoolWithTag(g_First, 'tsrF');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
