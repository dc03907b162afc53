/* The driver has two devices, and goes on where the second could not be made. */
#include <ntddk.h>

DRIVER_DISPATCH PoolOpen;

static VOID PoolUnload(PDRIVER_OBJECT DriverObject)
{
    while (DriverObject->DeviceObject)
        IoDeleteDevice(DriverObject->DeviceObject);
}

static NTSTATUS MakeMember(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device;

    return IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = MakeMember(DriverObject);
    if (!NT_SUCCESS(status))
        return status;
    status = MakeMember(DriverObject);
    if (!NT_SUCCESS(status))
        DbgPrint("one device less: %x\n", status);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PoolOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PoolOpen;
    DriverObject->DriverUnload = PoolUnload;
    return STATUS_SUCCESS; /* expect: wdm-failure-propagated */
}
