#include <ntddk.h>

/* As bad-cleanup-takes-flags-back.c, with the status of the step. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Sluice");
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Sluice");
static PDEVICE_OBJECT g_Device;
static BOOLEAN g_HasDevice, g_HasLink;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Cleanup(VOID)
{
    if (g_HasLink) {
        IoDeleteSymbolicLink(&g_Link);
        g_HasLink = FALSE;
    }
    if (g_HasDevice) {
        IoDeleteDevice(g_Device);
        g_HasDevice = FALSE;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Cleanup();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status))
        return status;
    g_HasDevice = TRUE;
    status = IoCreateSymbolicLink(&g_Link, &g_Name);
    if (!NT_SUCCESS(status)) {
        Cleanup();
        return status;
    }
    g_HasLink = TRUE;
    return STATUS_SUCCESS;
}
