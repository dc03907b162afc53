/* undetermined-ok: one name stands for the devices of all rounds but the first.
 * Down a stack of devices each is given back where the next one is had, and the last one behind the loop. */
#include <ntifs.h>

static ULONG Depth;

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    DbgPrint("%lu\n", Depth);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\KeyboardClass0");
    PDEVICE_OBJECT device, lower;
    PFILE_OBJECT file;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoGetDeviceObjectPointer(&name, FILE_READ_ATTRIBUTES, &file, &lower);
    if (!NT_SUCCESS(status))
        return status;
    device = IoGetAttachedDeviceReference(lower);
    ObDereferenceObject(file);
    while ((lower = IoGetLowerDeviceObject(device)) != NULL) {
        ObDereferenceObject(device);
        device = lower;
        Depth++;
    }
    ObDereferenceObject(device);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
