#include <ntddk.h>

static PVOID g_First, g_Second;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_First != NULL) {
        ExFreePoolWithTag(g_First, 'tsrF');
    }
    ExFreePoolWithTag(g_Second, 'dnoS');
}

/* That the second block was allocated says nothing of the first. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_First = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tsrF');
    g_Second = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'dnoS');
    if (g_Second == NULL) {
        if (g_First != NULL) {
            ExFreePoolWithTag(g_First, 'tsrF');
        }
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
