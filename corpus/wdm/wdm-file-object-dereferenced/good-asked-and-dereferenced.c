#include <ntddk.h>

/* A driver that is never unloaded. */
DRIVER_INITIALIZE DriverEntry;

static ULONG g_Type;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Beep");
    PFILE_OBJECT file;
    PDEVICE_OBJECT lower;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    if (NT_SUCCESS(IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &file, &lower))) {
        g_Type = lower->DeviceType;
        ObDereferenceObject(file);
    }
    return STATUS_SUCCESS;
}
