/* verdict: wdm-failure-propagated de-return-failure-propagates undetermined */
/* Devices are counted, and the driver stays if there is one: whether each could have been missed is for its author to say. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SeveralUnload;
DRIVER_DISPATCH SeveralDispatch;

NTSTATUS SeveralDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID SeveralUnload(PDRIVER_OBJECT DriverObject)
{
    while (DriverObject->DeviceObject != NULL)
        IoDeleteDevice(DriverObject->DeviceObject);
}

static BOOLEAN MakeDevice(PDRIVER_OBJECT DriverObject, PCWSTR Name, DEVICE_TYPE Type)
{
    PDEVICE_OBJECT device;
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, Name);
    return NT_SUCCESS(IoCreateDevice(DriverObject, 0, &name, Type, FILE_DEVICE_SECURE_OPEN, FALSE, &device));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG made = 0;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = SeveralDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = SeveralDispatch;
    DriverObject->DriverUnload = SeveralUnload;
    if (MakeDevice(DriverObject, L"\\Device\\SeveralDisks", FILE_DEVICE_DISK))
        made++;
    made += MakeDevice(DriverObject, L"\\Device\\SeveralTapes", FILE_DEVICE_TAPE);
    return made ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
