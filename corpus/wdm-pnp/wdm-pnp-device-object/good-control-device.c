#include <ntddk.h>

typedef struct _EXT {
    PDEVICE_OBJECT Self, Lower;
} EXT, *PEXT;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_ADD_DEVICE Add;
DRIVER_DISPATCH Pass;
static PDEVICE_OBJECT g_Control;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    if (g_Control)
        IoDeleteDevice(g_Control);
}

NTSTATUS Pass(PDEVICE_OBJECT d, PIRP i)
{
    PEXT e = d->DeviceExtension;
    IoSkipCurrentIrpStackLocation(i);
    return IoCallDriver(e->Lower, i);
}

NTSTATUS Add(PDRIVER_OBJECT d, PDEVICE_OBJECT pdo)
{
    UNICODE_STRING n = RTL_CONSTANT_STRING(L"\\Device\\FltCtl");
    PDEVICE_OBJECT dev;
    PEXT e;
    NTSTATUS status;
    status = IoCreateDevice(d, sizeof(EXT), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &dev);
    if (!NT_SUCCESS(status))
        return status;
    e = (PEXT)dev->DeviceExtension;
    e->Lower = IoAttachDeviceToDeviceStack(dev, pdo);
    if (e->Lower == NULL) {
        IoDeleteDevice(dev);
        return STATUS_NO_SUCH_DEVICE;
    }
    if (g_Control == NULL) {
        status = IoCreateDevice(d, 0, &n, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, TRUE, &g_Control);
        if (NT_SUCCESS(status))
            g_Control->Flags &= ~DO_DEVICE_INITIALIZING;
    }
    dev->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;
    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Pass;
    DriverObject->DriverExtension->AddDevice = Add;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
