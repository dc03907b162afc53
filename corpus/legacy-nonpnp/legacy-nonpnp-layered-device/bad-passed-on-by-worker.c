#include <ntddk.h>

/* Requests are marked as pending and passed on by a work item of their own. */
typedef struct _RELAY {
    PDEVICE_OBJECT Lower;
    PFILE_OBJECT File;
} RELAY;

static PDEVICE_OBJECT g_Device;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Later;
static IO_WORKITEM_ROUTINE PassOn;

static VOID PassOn(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    PIRP irp = (PIRP)Context;
    PIO_WORKITEM item = irp->Tail.Overlay.DriverContext[0];

    IoSkipCurrentIrpStackLocation(irp);
    IoCallDriver(((RELAY *)DeviceObject->DeviceExtension)->Lower, irp);
    IoFreeWorkItem(item);
}

static NTSTATUS Later(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_WORKITEM item = IoAllocateWorkItem(DeviceObject);

    if (item == NULL) {
        Irp->IoStatus.Status = STATUS_INSUFFICIENT_RESOURCES;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Irp->Tail.Overlay.DriverContext[0] = item;
    IoMarkIrpPending(Irp);
    IoQueueWorkItem(item, PassOn, DelayedWorkQueue, Irp);
    return STATUS_PENDING;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObDereferenceObject(((RELAY *)g_Device->DeviceExtension)->File);
    IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING lower = RTL_CONSTANT_STRING(L"\\Device\\Wire0");
    RELAY *relay;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(RELAY), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    relay = (RELAY *)g_Device->DeviceExtension;
    status = IoGetDeviceObjectPointer(&lower, FILE_READ_DATA, &relay->File, &relay->Lower);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
        return status;
    }
    for (ULONG code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; code++) {
        DriverObject->MajorFunction[code] = Later;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: legacy-nonpnp-layered-device */
}
