#include <ntddk.h>

static PDEVICE_OBJECT g_Anchor;
static PIO_WORKITEM g_Item;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoFreeWorkItem(g_Item);
    IoDeleteDevice(g_Anchor);
}

/* The device is there for the work item alone: it has no name, and is attached to nothing. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Anchor);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Item = IoAllocateWorkItem(g_Anchor);
    if (g_Item == NULL) {
        IoDeleteDevice(g_Anchor);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
