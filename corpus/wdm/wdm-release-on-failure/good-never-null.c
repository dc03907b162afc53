/* None of these comes back without what it was asked for: memory that cannot be had raises an exception, and where no
 * device is attached it is the given one that is referenced. */
#include <ntifs.h>

#define TAG 'esiR'

static VOID Note(PVOID Block)
{
    ExFreePoolWithTag(Block, TAG);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\KeyboardClass0");
    PDEVICE_OBJECT device, top;
    PFILE_OBJECT file;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    Note(ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_RAISE_ON_FAILURE, 64, TAG));
    Note(ExAllocatePoolWithTag(PagedPool | POOL_RAISE_IF_ALLOCATION_FAILURE, 64, TAG));
    Note(ExAllocatePoolWithQuotaTag(PagedPool, 64, TAG));
    Note(FsRtlAllocatePoolWithTag(PagedPool, 64, TAG));
    status = IoGetDeviceObjectPointer(&name, FILE_READ_ATTRIBUTES, &file, &device);
    if (!NT_SUCCESS(status))
        return status;
    top = IoGetAttachedDeviceReference(device);
    ObDereferenceObject(top);
    ObDereferenceObject(file);
    return STATUS_SUCCESS;
}
