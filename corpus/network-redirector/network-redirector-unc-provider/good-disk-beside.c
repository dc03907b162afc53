#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;

static PDEVICE_OBJECT g_Device;
static PDEVICE_OBJECT g_Disk;
static UNICODE_STRING g_DiskName = RTL_CONSTANT_STRING(L"\\ParishDisk");
static HANDLE g_Provider;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\ProbeRedirector");

static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* The file system for disks is another device than the redirector. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK_FILE_SYSTEM, FILE_REMOTE_DEVICE, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FsRtlRegisterUncProviderEx(&g_Provider, &g_Name, g_Device, 0);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, &g_DiskName, FILE_DEVICE_DISK_FILE_SYSTEM, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &g_Disk);
    if (!NT_SUCCESS(status)) {
        FsRtlDeregisterUncProvider(g_Provider);
        IoDeleteDevice(g_Device);
        return status;
    }
    IoRegisterFileSystem(g_Disk);
    return STATUS_SUCCESS;
}
