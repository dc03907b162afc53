#include <ntddk.h>

static PDEVICE_OBJECT g_Device, g_Lower;

DRIVER_INITIALIZE DriverEntry;

/* Without a name, but every request to the device below now comes here. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING below = RTL_CONSTANT_STRING(L"\\Device\\KeyboardClass0");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_KEYBOARD, 0, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoAttachDevice(g_Device, &below, &g_Lower);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
        return status;
    }
    return STATUS_SUCCESS; /* expect: wdm-dispatch-table */
}
