#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_DISPATCH Dispatch;

static PDEVICE_OBJECT g_Control;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Parchment");
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Parchment");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* The name of a file system stands at the root, as that of others does. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Dispatch;
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Control);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&g_Link, &g_Name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Control);
        return status;
    }
    IoRegisterFileSystem(g_Control);
    return STATUS_SUCCESS;
}
