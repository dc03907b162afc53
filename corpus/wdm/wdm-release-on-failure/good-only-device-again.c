/* The only device is deleted where the entry succeeds; Unload deletes what devices there are. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD GlobeUnload;

VOID GlobeUnload(PDRIVER_OBJECT DriverObject)
{
    while (DriverObject->DeviceObject != NULL)
        IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT probe;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &probe);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = GlobeUnload;
    IoDeleteDevice(probe);
    return STATUS_SUCCESS;
}
