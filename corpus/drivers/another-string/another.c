/* Unload leaves the path of the entry. The routine that frees any string frees the names of the devices that go: the path is none of
 * those, as far as is seen. */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <ntddk.h>

#define NAME_TAG 'emaN'

typedef struct _EXTENSION {
    PDEVICE_OBJECT Lower;
    UNICODE_STRING Name;
} EXTENSION, *PEXTENSION;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_ADD_DEVICE AddDevice;
static DRIVER_UNLOAD Unload;
_Dispatch_type_(IRP_MJ_PNP) static DRIVER_DISPATCH Plug;
_Dispatch_type_(IRP_MJ_POWER) _Dispatch_type_(IRP_MJ_SYSTEM_CONTROL) static DRIVER_DISPATCH Pass;

static UNICODE_STRING Path;

static VOID FreeText(PUNICODE_STRING Text)
{
    if (Text->Buffer)
        ExFreePoolWithTag(Text->Buffer, NAME_TAG);
    RtlZeroMemory(Text, sizeof(*Text));
}

static NTSTATUS CopyText(PUNICODE_STRING To, PCUNICODE_STRING From)
{
    To->Buffer = ExAllocatePool2(POOL_FLAG_PAGED, From->Length + sizeof(WCHAR), NAME_TAG);
    if (!To->Buffer)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyMemory(To->Buffer, From->Buffer, From->Length);
    To->Length = From->Length;
    To->MaximumLength = From->Length + sizeof(WCHAR);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS Pass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(((PEXTENSION)DeviceObject->DeviceExtension)->Lower, Irp);
}

static NTSTATUS Plug(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    BOOLEAN goes = IoGetCurrentIrpStackLocation(Irp)->MinorFunction == IRP_MN_REMOVE_DEVICE;
    PEXTENSION extension = DeviceObject->DeviceExtension;
    NTSTATUS status = Pass(DeviceObject, Irp);

    if (goes) {
        FreeText(&extension->Name);
        IoDetachDevice(extension->Lower);
        IoDeleteDevice(DeviceObject);
    }
    return status;
}

static NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PEXTENSION extension;
    NTSTATUS status =
        IoCreateDevice(DriverObject, sizeof(EXTENSION), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);

    if (!NT_SUCCESS(status))
        return status;
    extension = device->DeviceExtension;
    status = CopyText(&extension->Name, &Path);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    extension->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (!extension->Lower) {
        FreeText(&extension->Name);
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = CopyText(&Path, RegistryPath);

    if (!NT_SUCCESS(status))
        return status;
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Pass;
    DriverObject->MajorFunction[IRP_MJ_PNP] = Plug;
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
