/* The first device of the driver object is deleted, and a helper looks into what was its extension. */
#include <ntddk.h>

typedef struct _PORT {
    PVOID Registers;
    ULONG Opened;
} PORT;

static NTSTATUS PortOpen(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID PortTell(PORT *Port)
{
    DbgPrint("opened %u times\n", Port->Opened); /* expect: legacy-nonpnp-no-use-after-delete */
}

static VOID PortUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;
    PORT *port;

    if (device != NULL) {
        port = device->DeviceExtension;
        MmUnmapIoSpace(port->Registers, 64);
        IoDeleteDevice(device);
        PortTell(port);
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PHYSICAL_ADDRESS address;
    PDEVICE_OBJECT device;
    NTSTATUS status;
    PORT *port;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(PORT), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    port = device->DeviceExtension;
    address.QuadPart = 0xd0000;
    port->Registers = MmMapIoSpace(address, 64, MmNonCached);
    if (port->Registers == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PortOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PortOpen;
    DriverObject->DriverUnload = PortUnload;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
