/* The helper tells the debugger that there is no device, and its caller that all is well. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD DeskUnload;
DRIVER_DISPATCH DeskCreate;

static PDEVICE_OBJECT Desk;

NTSTATUS DeskCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID DeskUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Desk != NULL)
        IoDeleteDevice(Desk);
}

static NTSTATUS MakeDesk(PDRIVER_OBJECT DriverObject)
{
    NTSTATUS status =
        IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Desk);

    if (!NT_SUCCESS(status))
        KdPrint(("no desk: 0x%08x\n", status));
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = DeskUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DeskCreate;
    status = MakeDesk(DriverObject);
    if (!NT_SUCCESS(status))
        return status;
    return STATUS_SUCCESS; /* expect: wdm-failure-propagated */
}
