/* The unload routine deletes the name of the device. */
#include <ntddk.h>

static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Ferry");
static UNICODE_STRING DeviceName;

DRIVER_DISPATCH FerryOpen;

static VOID FerryUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&DeviceName); /* expect: legacy-nonpnp-link-names */
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlInitUnicodeString(&DeviceName, L"\\Device\\Ferry");
    status = IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&LinkName, &DeviceName); /* expect: legacy-nonpnp-undo-device-and-link */
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = FerryOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = FerryOpen;
    DriverObject->DriverUnload = FerryUnload;
    return STATUS_SUCCESS;
}
