#include <ntddk.h>

/* The extensions of two devices are zero when they are made: their locks are two all the same. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Complete;

typedef struct _CONTROL_EXTENSION {
    ULONG Kind;
    ERESOURCE Clients;
} CONTROL_EXTENSION;

typedef struct _VOLUME_EXTENSION {
    ULONG Kind;
    LIST_ENTRY Files;
    ERESOURCE Lock;
} VOLUME_EXTENSION;

static PDEVICE_OBJECT g_Control;
static PDEVICE_OBJECT g_Volume;

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&((VOLUME_EXTENSION *)g_Volume->DeviceExtension)->Lock);
    IoDeleteDevice(g_Volume);
    ExDeleteResourceLite(&((CONTROL_EXTENSION *)g_Control->DeviceExtension)->Clients);
    IoDeleteDevice(g_Control);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\TwoExtensions");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(CONTROL_EXTENSION), &name, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &g_Control);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, sizeof(VOLUME_EXTENSION), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &g_Volume);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Control);
        return status;
    }
    ExInitializeResourceLite(&((CONTROL_EXTENSION *)g_Control->DeviceExtension)->Clients);
    ExInitializeResourceLite(&((VOLUME_EXTENSION *)g_Volume->DeviceExtension)->Lock);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Complete;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
