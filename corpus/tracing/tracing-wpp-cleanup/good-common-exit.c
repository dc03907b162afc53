#include <ntddk.h>
#include "exit.tmh"

static PVOID g_First, g_Second;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    if (g_Second)
        ExFreePool(g_Second);
    if (g_First)
        ExFreePool(g_First);
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    do {
        g_First = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tsrF');
        if (!g_First)
            break;
        g_Second = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'dnoS');
        if (!g_Second)
            break;
        DriverObject->DriverUnload = Unload;
        status = STATUS_SUCCESS;
    } while (FALSE);
    if (!NT_SUCCESS(status))
        Unload(DriverObject);
    return status;
}
