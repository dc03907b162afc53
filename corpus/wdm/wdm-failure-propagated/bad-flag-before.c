#include <ntddk.h>

static PDEVICE_OBJECT g_Device;
static BOOLEAN g_Ready;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Create;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Ready) {
        IoDeleteDevice(g_Device);
    }
}

NTSTATUS Create(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* The flag was cleared before there was anything to say. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Meter");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Ready = FALSE;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Create;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Create;
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (NT_SUCCESS(status)) {
        g_Ready = TRUE;
    }
    return STATUS_SUCCESS; /* gap: wdm-failure-propagated (whether the driver can do without what it keeps a flag of is left open) */
}
