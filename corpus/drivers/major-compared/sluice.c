/* verdict: wdm-driver-object-late-store de-driverobject-fields-only-in-init not-applicable */
#include "sluice.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SluiceUnload;

VOID SluiceUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Sluice");
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = SluiceRequest;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = SluiceRequest;
    DriverObject->DriverUnload = SluiceUnload;
    status = IoCreateDevice(DriverObject, sizeof(SLUICE), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    return status;
}
