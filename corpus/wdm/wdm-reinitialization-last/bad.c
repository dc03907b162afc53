#include <ntddk.h>

static PVOID g_Map;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_REINITIALIZE Scan;

VOID Scan(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Count);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Map);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    IoRegisterDriverReinitialization(DriverObject, Scan, NULL);
    g_Map = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'paMb');
    if (g_Map == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-reinitialization-last */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
