#include <ntddk.h>

static PVOID g_Log, g_Table;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
    ExFreePool(g_Log);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    BOOLEAN logMade = FALSE;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Log = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'goLd');
    if (g_Log == NULL)
        goto fail;
    logMade = TRUE;
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'baTd');
    if (g_Table == NULL)
        goto fail;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

fail:
    if (logMade)
        ExFreePool(g_Log);
    return status;
}
