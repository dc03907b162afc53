#include <ntddk.h>

#define VALVE_DEVICE L"\\Device\\Valve"
#define VALVE_LINK L"\\DosDevices\\Valve"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ValveUnload;
DRIVER_DISPATCH ValveDispatch;

NTSTATUS ValveDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID ValveUnload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING link;

    RtlInitUnicodeString(&link, VALVE_LINK);
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device = NULL;
    UNICODE_STRING name, link;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = ValveDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = ValveDispatch;
    DriverObject->DriverUnload = ValveUnload;
    RtlInitUnicodeString(&name, VALVE_DEVICE);
    RtlInitUnicodeString(&link, VALVE_LINK);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        KdPrint(("valve: no link, %08lx\n", status));
        IoDeleteDevice(device);
    }
    return STATUS_SUCCESS; /* expect: wdm-failure-propagated */
}
