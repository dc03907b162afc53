/* models: whea-source */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static ULONG SourceId;

NTSTATUS Correct(PVOID Section, PULONG Size);

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    (VOID)WheaRemoveErrorSourceDeviceDriver(SourceId);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WHEA_ERROR_SOURCE_CONFIGURATION_DEVICE_DRIVER source;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlZeroMemory(&source, sizeof(source));
    source.Version = WHEA_ERROR_SOURCE_CONFIGURATION_DEVICE_DRIVER_VERSION;
    source.Correct = Correct;
    status = WheaAddErrorSourceDeviceDriver(NULL, &source, 1);
    if (NT_SUCCESS(status))
        SourceId = source.SourceId;
    return status;
}
