/* The flags of the device behind the slot are set before it is known whether there is one. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static PDEVICE_OBJECT Left, Right;
static UNICODE_STRING LeftName = RTL_CONSTANT_STRING(L"\\Device\\Left");
static UNICODE_STRING RightName = RTL_CONSTANT_STRING(L"\\Device\\Right");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS Make(PDRIVER_OBJECT DriverObject, PUNICODE_STRING Name, PDEVICE_OBJECT *Made)
{
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, 0, Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, Made);
    (*Made)->Flags |= DO_BUFFERED_IO; /* expect: legacy-nonpnp-device-after-success */
    if (!NT_SUCCESS(status))
        *Made = NULL;
    return status;
}

static VOID Unmake(PDEVICE_OBJECT *Made)
{
    if (*Made != NULL)
        IoDeleteDevice(*Made);
    *Made = NULL;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Unmake(&Right);
    Unmake(&Left);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    status = Make(DriverObject, &LeftName, &Left);
    if (NT_SUCCESS(status))
        status = Make(DriverObject, &RightName, &Right);
    if (!NT_SUCCESS(status)) {
        Unmake(&Right);
        Unmake(&Left);
    }
    return status;
}
