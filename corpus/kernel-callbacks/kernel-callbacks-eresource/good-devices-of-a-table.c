#include <ntddk.h>

/* A table says which devices there are: the lock in the extension of each is another one. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Complete;

typedef struct _EXTENSION {
    ULONG Kind;
    ERESOURCE Lock;
} EXTENSION;

static PDRIVER_OBJECT g_Driver;
static PDEVICE_OBJECT g_First, g_Second;

static const struct {
    PCWSTR Name;
    PDEVICE_OBJECT *Device;
} Devices[] = {
    {L"\\Device\\TableFirst", &g_First},
    {L"\\Device\\TableSecond", &g_Second},
};

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS Make(PCWSTR Name, PDEVICE_OBJECT *Device)
{
    UNICODE_STRING name;
    NTSTATUS status;

    RtlInitUnicodeString(&name, Name);
    status = IoCreateDevice(g_Driver, sizeof(EXTENSION), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            Device);
    if (NT_SUCCESS(status))
        ExInitializeResourceLite(&((EXTENSION *)(*Device)->DeviceExtension)->Lock);
    return status;
}

static VOID DeleteAll(VOID)
{
    PDEVICE_OBJECT device, next;

    for (device = g_Driver->DeviceObject; device != NULL; device = next) {
        next = device->NextDevice;
        ExDeleteResourceLite(&((EXTENSION *)device->DeviceExtension)->Lock);
        IoDeleteDevice(device);
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    DeleteAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Driver = DriverObject;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Complete;
    DriverObject->DriverUnload = Unload;
    for (ULONG i = 0; i < ARRAYSIZE(Devices); i++) {
        status = Make(Devices[i].Name, Devices[i].Device);
        if (!NT_SUCCESS(status)) {
            DeleteAll();
            return status;
        }
    }
    return STATUS_SUCCESS;
}
