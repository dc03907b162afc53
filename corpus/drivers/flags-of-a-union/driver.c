/* What was acquired stands in the bits of a word, which are cleared all at once by the name of the whole. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Open;
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Gauge");
static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Gauge");
static PDEVICE_OBJECT Device;
static HANDLE Key;

typedef union _GOT {
    ULONG all;
    struct {
        ULONG device : 1;
        ULONG link : 1;
        ULONG key : 1;
    };
} GOT;

static GOT Got;

static NTSTATUS Open(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Undo(VOID)
{
    if (Got.key)
        ZwClose(Key);
    if (Got.link)
        IoDeleteSymbolicLink(&Link);
    if (Got.device)
        IoDeleteDevice(Device);
    Got.all = 0;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Undo();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    Got.all = 0;
    status = IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        goto fail;
    Got.device = 1;
    status = IoCreateSymbolicLink(&Link, &Name);
    if (!NT_SUCCESS(status))
        goto fail;
    Got.link = 1;
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(&Key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status))
        goto fail;
    Got.key = 1;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    DriverObject->DriverUnload = Unload;
    Device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
fail:
    Undo();
    return status;
}
