/* Both names are put together by the code: by which one each of them is told is seen from the routines that are given
 * them. */
#include <ntddk.h>

typedef struct _FORD_EXTENSION {
    PDEVICE_OBJECT Device;
    UNICODE_STRING LinkName;
    WCHAR Text[64];
} FORD_EXTENSION, *PFORD_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD FordUnload;
static DRIVER_DISPATCH FordDispatch;

static NTSTATUS FordDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID FordUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;

    while (device != NULL) {
        PFORD_EXTENSION extension = device->DeviceExtension;
        UNICODE_STRING name = extension->LinkName;

        IoDeleteSymbolicLink(&name);
        device = device->NextDevice;
        IoDeleteDevice(extension->Device);
    }
}

static NTSTATUS FordCreate(PDRIVER_OBJECT DriverObject, PCUNICODE_STRING Tail)
{
    WCHAR text[64];
    UNICODE_STRING device;
    PDEVICE_OBJECT made;
    PFORD_EXTENSION extension;
    NTSTATUS status;

    RtlInitEmptyUnicodeString(&device, text, sizeof(text));
    RtlAppendUnicodeToString(&device, L"\\Device\\");
    RtlAppendUnicodeStringToString(&device, Tail);
    status = IoCreateDevice(DriverObject, sizeof(FORD_EXTENSION), &device, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &made);
    if (!NT_SUCCESS(status))
        return status;
    extension = made->DeviceExtension;
    extension->Device = made;
    RtlInitEmptyUnicodeString(&extension->LinkName, extension->Text, sizeof(extension->Text));
    RtlAppendUnicodeToString(&extension->LinkName, L"\\DosDevices\\");
    RtlAppendUnicodeStringToString(&extension->LinkName, Tail);
    status = IoCreateSymbolicLink(&extension->LinkName, &device);
    if (!NT_SUCCESS(status))
        IoDeleteDevice(made);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING tail = RTL_CONSTANT_STRING(L"Ford0");

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = FordUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = FordDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = FordDispatch;
    return FordCreate(DriverObject, &tail);
}
