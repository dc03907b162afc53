/* The loop comes to the last slot of the table, IRP_MJ_PNP, too. */
#include <ntddk.h>

typedef struct _TAP {
    PDEVICE_OBJECT Lower;
} TAP, *PTAP;

static PDEVICE_OBJECT Filter;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Pass;

NTSTATUS Pass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PTAP tap = DeviceObject->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(tap->Lower, Irp);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PTAP tap = Filter->DeviceExtension;

    UNREFERENCED_PARAMETER(DriverObject);
    IoDetachDevice(tap->Lower);
    IoDeleteDevice(Filter);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\KeyboardClass0");
    NTSTATUS status;
    PTAP tap;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Pass;
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, sizeof(TAP), NULL, FILE_DEVICE_KEYBOARD, 0, FALSE, &Filter);
    if (!NT_SUCCESS(status))
        return status;
    tap = Filter->DeviceExtension;
    status = IoAttachDevice(Filter, &name, &tap->Lower);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Filter);
        return status;
    }
    Filter->Flags |= tap->Lower->Flags & (DO_BUFFERED_IO | DO_DIRECT_IO | DO_POWER_PAGABLE);
    Filter->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
