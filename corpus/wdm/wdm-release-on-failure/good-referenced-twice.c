/* There are as many references as are given back, and the one device is deleted by either of its names. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PumpUnload;

static PFILE_OBJECT g_File;
static PDEVICE_OBJECT g_Lower, g_Own;

static VOID DropFile(VOID)
{
    ObDereferenceObject(g_File);
}

VOID PumpUnload(PDRIVER_OBJECT DriverObject)
{
    DropFile();
    DropFile();
    IoDeleteDevice(DriverObject->DeviceObject);
    if (DriverObject->DeviceObject == NULL) {
        g_Own = NULL;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\PumpBus");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Own);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &g_File, &g_Lower);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Own);
        return status;
    }
    ObReferenceObject(g_File);
    DriverObject->DriverUnload = PumpUnload;
    return STATUS_SUCCESS;
}
