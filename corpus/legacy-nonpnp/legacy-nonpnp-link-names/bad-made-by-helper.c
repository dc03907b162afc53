/* A helper makes the device from the text it is given; the link says the same text wrong. */
#include <ntddk.h>

static const UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\??\\Mill");

DRIVER_DISPATCH MillOpen;

static NTSTATUS MakeDevice(PDRIVER_OBJECT DriverObject, PCWSTR Name, PDEVICE_OBJECT *Device)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, Name);
    return IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, Device);
}

static VOID MillUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink((PUNICODE_STRING)&LinkName);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING target = RTL_CONSTANT_STRING(L"\\Device\\Mall");
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = MillOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = MillOpen;
    DriverObject->DriverUnload = MillUnload;
    status = MakeDevice(DriverObject, L"\\Device\\Mill", &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink((PUNICODE_STRING)&LinkName, &target); /* expect: legacy-nonpnp-link-names */
    if (!NT_SUCCESS(status))
        IoDeleteDevice(device);
    return status;
}
