/* The names stand in a block that a global leads to, and nothing gives them another text. */
#include <ntddk.h>

#define POOL_TAG 'kcoD'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

typedef struct _DOCK {
    PDEVICE_OBJECT Device;
    UNICODE_STRING Name, Link;
} DOCK, *PDOCK;

static PDOCK Dock;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
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
    IoDeleteSymbolicLink(&Dock->Link);
    IoDeleteDevice(Dock->Device);
    ExFreePoolWithTag(Dock, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    Dock = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*Dock), POOL_TAG);
    if (Dock == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlInitUnicodeString(&Dock->Name, L"\\Device\\Dock");
    RtlInitUnicodeString(&Dock->Link, L"\\DosDevices\\Dock");
    status = IoCreateDevice(DriverObject, 0, &Dock->Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &Dock->Device);
    if (!NT_SUCCESS(status))
        goto Free;
    status = IoCreateSymbolicLink(&Dock->Link, &Dock->Name);
    if (!NT_SUCCESS(status))
        goto Delete;
    return STATUS_SUCCESS;

Delete:
    IoDeleteDevice(Dock->Device);
Free:
    ExFreePoolWithTag(Dock, POOL_TAG);
    return status;
}
