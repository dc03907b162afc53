#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

typedef struct _MADE {
    NTSTATUS Status;
    PDEVICE_OBJECT Device;
} MADE;

static PDEVICE_OBJECT g_Meter, g_Panel;
static UNICODE_STRING g_PanelName = RTL_CONSTANT_STRING(L"\\Device\\MeterPanel");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Panel);
    IoDeleteDevice(g_Meter);
}

/* The caller gets both, and asks too late. */
static NTSTATUS MakeMeter(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT *Out)
{
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    *Out = device;
    return status;
}

static MADE MakePanel(PDRIVER_OBJECT DriverObject)
{
    MADE made;
    PDEVICE_OBJECT device = NULL;

    made.Status =
        IoCreateDevice(DriverObject, 0, &g_PanelName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    made.Device = device;
    return made;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    MADE panel;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = MakeMeter(DriverObject, &g_Meter);
    g_Meter->Flags |= DO_BUFFERED_IO; /* expect: legacy-nonpnp-device-after-success */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    panel = MakePanel(DriverObject);
    panel.Device->Flags |= DO_DIRECT_IO; /* expect: legacy-nonpnp-device-after-success */
    if (!NT_SUCCESS(panel.Status)) {
        IoDeleteDevice(g_Meter);
        return panel.Status;
    }
    g_Panel = panel.Device;
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    g_Panel->Flags |= DO_BUFFERED_IO;
    return STATUS_SUCCESS;
}
