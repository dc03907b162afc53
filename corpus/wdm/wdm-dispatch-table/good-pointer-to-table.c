#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Refuse, Control;

typedef PDRIVER_DISPATCH ROUTES[2];

static ROUTES Plain = {Refuse, Control};
static ROUTES Sets[2] = {{NULL, NULL}, {Refuse, Control}};

static NTSTATUS Refuse(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_INVALID_DEVICE_REQUEST;
}

static NTSTATUS Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

/* (*set)[1] is the second element of the table that the pointer leads to; set[1] is the table behind it. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Dipper");
    PDRIVER_DISPATCH (*set)[2] = &Plain;
    PDEVICE_OBJECT device = NULL;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_READ] = (*set)[0];
    DriverObject->MajorFunction[IRP_MJ_CREATE] = (*set)[1];
    set = Sets;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = set[1][1];
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = (*(set + 1))[1];
    DriverObject->DriverUnload = Unload;
    return IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
}
