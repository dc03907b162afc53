#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_REINITIALIZE AtBoot, Later;

VOID AtBoot(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Count);
}

VOID Later(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    AtBoot(DriverObject, Context, Count);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS Prepare(VOID)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};

    (VOID)RtlGetVersion(&version);
    return version.dwMajorVersion < 6 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

/* One registration of each kind, and only where nothing has failed. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = Prepare();
    if (NT_SUCCESS(status)) {
        IoRegisterBootDriverReinitialization(DriverObject, AtBoot, NULL);
        IoRegisterDriverReinitialization(DriverObject, Later, NULL);
    }
    return status;
}
