/* The text of a counted string is freed when nobody asks for it any more; a string that has another text, or none, may be
 * handed on. */
#include <ntddk.h>

#define POOL_TAG 'krA '

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ArkUnload;
DRIVER_DISPATCH ArkDispatch;

static UNICODE_STRING ArkLink;
static BOOLEAN ArkIsNamed;

VOID ArkUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&ArkLink);
    ExFreePoolWithTag(ArkLink.Buffer, POOL_TAG);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS ArkDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS ArkMakeLink(PUNICODE_STRING Link)
{
    Link->Buffer = ExAllocatePool2(POOL_FLAG_PAGED, 64, POOL_TAG);
    if (Link->Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Link->MaximumLength = 64;
    return RtlAppendUnicodeToString(Link, L"\\DosDevices\\Ark");
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Ark"), copy = {0};
    PDEVICE_OBJECT device;
    NTSTATUS status;

    copy.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, POOL_TAG);
    if (copy.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    copy.MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(&copy, RegistryPath);
    ExFreePoolWithTag(copy.Buffer, POOL_TAG);
    copy.Length = 0;
    ArkIsNamed = RtlEqualUnicodeString(&copy, &name, TRUE); /* an empty one has no text */
    RtlInitUnicodeString(&copy, L"\\Device\\Raft");
    ArkIsNamed |= RtlEqualUnicodeString(&copy, &name, TRUE);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = ArkMakeLink(&ArkLink);
    if (NT_SUCCESS(status))
        status = IoCreateSymbolicLink(&ArkLink, &name);
    if (!NT_SUCCESS(status)) {
        if (ArkLink.Buffer != NULL)
            ExFreePoolWithTag(ArkLink.Buffer, POOL_TAG);
        IoDeleteDevice(device);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = ArkDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = ArkDispatch;
    DriverObject->DriverUnload = ArkUnload;
    return STATUS_SUCCESS;
}
