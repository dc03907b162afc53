/* Some of the devices may be missing: the entry fails only where not one could be made, and then none is there. */
#include <ntddk.h>

#define MOST_GAUGES 3

static NTSTATUS GaugeOpen(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID GaugeUnload(PDRIVER_OBJECT DriverObject)
{
    while (DriverObject->DeviceObject != NULL)
        IoDeleteDevice(DriverObject->DeviceObject);
}

static NTSTATUS MakeGauge(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(ULONG), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    *(PULONG)device->DeviceExtension = Number;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG number, made = 0;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (number = 0; number < MOST_GAUGES; number++) {
        status = MakeGauge(DriverObject, number);
        if (NT_SUCCESS(status))
            made++;
    }
    if (made == 0)
        return STATUS_NO_SUCH_DEVICE;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = GaugeOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = GaugeOpen;
    DriverObject->DriverUnload = GaugeUnload;
    return STATUS_SUCCESS;
}
