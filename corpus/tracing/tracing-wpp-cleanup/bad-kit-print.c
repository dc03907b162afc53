/* The debug print of the streaming headers is a message, and does not leave the function. */
#include <ntddk.h>
#include <ksdebug.h>
#include "sensorhub.tmh"

static PVOID g_Hub;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ExFreePool(g_Hub);
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    DPF(D_TERSE, ("starting"));
    g_Hub = ExAllocatePool2(POOL_FLAG_NON_PAGED, 2048, 'buHs');
    if (g_Hub == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: tracing-wpp-cleanup */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
