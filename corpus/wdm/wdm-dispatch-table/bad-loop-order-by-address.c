/* The loop goes on from the address of the first slot. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD EchoUnload;
DRIVER_DISPATCH EchoPass;
DRIVER_DISPATCH EchoWrite;

NTSTATUS EchoPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS EchoWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return EchoPass(DeviceObject, Irp);
}

VOID EchoUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    int code;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = EchoUnload;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = EchoWrite;
    for (code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; ++code)
        (&DriverObject->MajorFunction[0])[code] = EchoPass; /* expect: wdm-dispatch-table */
    return STATUS_SUCCESS;
}
