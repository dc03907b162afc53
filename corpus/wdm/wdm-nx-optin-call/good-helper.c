#define POOL_NX_OPTIN 1
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static VOID PrepareRuntime(VOID)
{
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    PrepareRuntime();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
