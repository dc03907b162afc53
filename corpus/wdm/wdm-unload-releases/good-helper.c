#include <ntddk.h>

static PVOID g_Bounds;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static BOUND_CALLBACK OnBounds;

static BOUND_CALLBACK_STATUS OnBounds(VOID)
{
    return BoundExceptionContinueSearch;
}

static VOID StopWatching(VOID)
{
    if (g_Bounds != NULL) {
        KeDeregisterBoundCallback(g_Bounds);
        g_Bounds = NULL;
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    StopWatching();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Bounds = KeRegisterBoundCallback(OnBounds);
    return g_Bounds != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
