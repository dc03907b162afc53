/* The driver has as many devices as could be made: one is enough. */
/* undetermined-ok */
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
    USHORT made = 0;
    ULONG n;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (n = 0; n < KeQueryActiveProcessorCount(NULL); n++) {
        status = MakeMember(DriverObject);
        if (NT_SUCCESS(status))
            made++;
    }
    if (made == 0)
        return STATUS_NO_SUCH_DEVICE;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PoolOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PoolOpen;
    DriverObject->DriverUnload = PoolUnload;
    return STATUS_SUCCESS;
}
