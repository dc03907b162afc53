/* Whether there is a device is chosen once, and by that both parts of what the helper answers. */
#include <ntddk.h>
typedef struct _OUTCOME {
    PDEVICE_OBJECT Value;
    NTSTATUS Status;
} OUTCOME;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Tally");
static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Tally");
static PDEVICE_OBJECT Tally;

static OUTCOME MakeDevice(PDRIVER_OBJECT DriverObject)
{
    OUTCOME outcome = {0};
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;
    BOOLEAN ok;

    status = IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    ok = NT_SUCCESS(status) ? TRUE : FALSE;
    outcome.Value = ok ? device : NULL;
    outcome.Status = ok ? STATUS_SUCCESS : status;
    return outcome;
}

DRIVER_DISPATCH Answer;
NTSTATUS Answer(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(Tally);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OUTCOME made = MakeDevice(DriverObject);
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(made.Status))
        return made.Status;
    status = IoCreateSymbolicLink(&Link, &Name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(made.Value);
        return status;
    }
    Tally = made.Value;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] = Answer;
    DriverObject->DriverUnload = Unload;
    Tally->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
