/* The machine may go down while the table is being read: the device is registered for as long as that takes, and
 * taken back when the driver is up, but on a machine with several processors, where it stays. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static PDEVICE_OBJECT g_Device;
static ULONG g_Table[64];

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID ReadTable(VOID)
{
    for (ULONG i = 0; i < RTL_NUMBER_OF(g_Table); i++)
        g_Table[i] = i * 7;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = Dispatch;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoRegisterShutdownNotification(g_Device); /* expect: kernel-callbacks-shutdown */
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
        return status;
    }
    ReadTable();
    if (KeQueryActiveProcessorCount(NULL) == 1)
        IoUnregisterShutdownNotification(g_Device);
    return STATUS_SUCCESS;
}
