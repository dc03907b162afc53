#include <ntddk.h>

/* What the helper answers is not looked at, and the flag behind it is cleared whatever that was. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Open;

static PDEVICE_OBJECT g_Device;
static BOOLEAN g_IsStopping = TRUE;

static NTSTATUS Open(PDEVICE_OBJECT Device, PIRP Irp)
{
    NTSTATUS status = g_IsStopping ? STATUS_DELETE_PENDING : STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_IsStopping = TRUE;
    if (g_Device)
        IoDeleteDevice(g_Device);
}

static BOOLEAN MakeDevice(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Pulley");

    if (!NT_SUCCESS(
            IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device))) {
        g_Device = NULL;
        return FALSE;
    }
    return TRUE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    BOOLEAN isWanted = RegistryPath->Length > 0;

    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    DriverObject->DriverUnload = Unload;
    if (isWanted)
        MakeDevice(DriverObject);
    if (!isWanted)
        return STATUS_UNSUCCESSFUL;
    g_IsStopping = FALSE;
    return STATUS_SUCCESS; /* expect: wdm-failure-propagated */
}
