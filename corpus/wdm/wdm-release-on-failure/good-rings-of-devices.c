#include <ntddk.h>

#define DEVICES 4

typedef struct _EXTENSION {
    PVOID Ring;
} EXTENSION, *PEXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PDEVICE_OBJECT g_Devices[DEVICES];
static ULONG g_Count;

/* Each device has a ring of its own. */
static NTSTATUS MakeOne(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    PDEVICE_OBJECT device;
    PEXTENSION extension;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(EXTENSION), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    extension = (PEXTENSION)device->DeviceExtension;
    extension->Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'gniR');
    if (extension->Ring == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    g_Devices[Number] = device;
    return STATUS_SUCCESS;
}

static VOID DropOne(ULONG Number)
{
    PEXTENSION extension = (PEXTENSION)g_Devices[Number]->DeviceExtension;

    ExFreePoolWithTag(extension->Ring, 'gniR');
    IoDeleteDevice(g_Devices[Number]);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    while (g_Count > 0) {
        g_Count--;
        DropOne(g_Count);
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    for (g_Count = 0; g_Count < DEVICES; g_Count++) {
        status = MakeOne(DriverObject, g_Count);
        if (!NT_SUCCESS(status)) {
            goto fail;
        }
    }
    return STATUS_SUCCESS;

fail:
    while (g_Count-- > 0) {
        DropOne(g_Count);
    }
    return status;
}
