/* The disk's device stays referenced where the one below is missing. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PeekUnload;

static PDEVICE_OBJECT Below, Disk;

VOID PeekUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObDereferenceObject(Below);
    ObDereferenceObject(Disk);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Volume1");
    PDEVICE_OBJECT top;
    PFILE_OBJECT file;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = PeekUnload;
    status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &file, &top);
    if (!NT_SUCCESS(status))
        return status;
    status = IoGetDiskDeviceObject(top, &Disk);
    if (!NT_SUCCESS(status)) {
        ObDereferenceObject(file);
        return status;
    }
    Below = IoGetLowerDeviceObject(top);
    ObDereferenceObject(file);
    if (Below == NULL)
        return STATUS_NO_SUCH_DEVICE; /* expect: wdm-release-on-failure */
    return STATUS_SUCCESS;
}
