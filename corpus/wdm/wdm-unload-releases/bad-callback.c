#include <ntddk.h>

static PVOID g_Bounds;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static BOUND_CALLBACK OnBounds;

static BOUND_CALLBACK_STATUS OnBounds(VOID)
{
    return BoundExceptionContinueSearch;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Bounds = KeRegisterBoundCallback(OnBounds); /* expect: wdm-unload-releases */
    return g_Bounds != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
