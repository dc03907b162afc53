/* The entry that fails runs the unload routine, which begins its counts anew, and returns what has failed. */
#include <ntddk.h>

#define HAS_DEVICE 1
#define HAS_LINK 2

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Weir");
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Weir");
static struct {
    PDEVICE_OBJECT Device;
    ULONG Done, Opened;
} g_Weir;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    g_Weir.Opened++;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Weir.Done & HAS_LINK)
        IoDeleteSymbolicLink(&g_Link);
    if (g_Weir.Done & HAS_DEVICE)
        IoDeleteDevice(g_Weir.Device);
    g_Weir.Opened = 0;
    g_Weir.Done = 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    status =
        IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Weir.Device);
    if (!NT_SUCCESS(status))
        goto fail;
    g_Weir.Done |= HAS_DEVICE;
    status = IoCreateSymbolicLink(&g_Link, &g_Name);
    if (!NT_SUCCESS(status))
        goto fail;
    g_Weir.Done |= HAS_LINK;
    return STATUS_SUCCESS;

fail:
    Unload(DriverObject);
    return status;
}
