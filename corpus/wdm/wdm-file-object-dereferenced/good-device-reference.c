#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PDEVICE_OBJECT g_Lower;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObDereferenceObject(g_Lower);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name;
    PFILE_OBJECT file;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlInitUnicodeString(&name, L"\\Device\\Beep");
    status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &file, &g_Lower);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ObReferenceObject(g_Lower);
    ObDereferenceObject(file);
    return STATUS_SUCCESS;
}
