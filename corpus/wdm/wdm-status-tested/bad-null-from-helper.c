#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static ULONG g_LowerFlags;

static PDEVICE_OBJECT FindPort(PFILE_OBJECT *File, NTSTATUS *Status)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Serial0");
    PDEVICE_OBJECT device = NULL;

    *Status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, File, &device);
    return device;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* Asked behind the first use. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PFILE_OBJECT file;
    PDEVICE_OBJECT port;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    port = FindPort(&file, &status);
    g_LowerFlags = port->Flags; /* expect: wdm-status-tested */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ObDereferenceObject(file);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
