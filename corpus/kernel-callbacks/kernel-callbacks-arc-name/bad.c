#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static UNICODE_STRING g_Arc = RTL_CONSTANT_STRING(L"\\ArcName\\multi(0)disk(0)rdisk(7)");
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Probe0");
static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
    IoDeassignArcName(&g_Arc);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoAssignArcName(&g_Arc, &g_Name);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: kernel-callbacks-arc-name */
    }
    return STATUS_SUCCESS;
}
