#include <ntddk.h>

/* A block begins with a header, and what is kept is the address of the element behind it: it is left when there is no
 * device. */
typedef struct _COUNT {
    ULONG Entries;
    ULONG Limit;
} COUNT, *PCOUNT;

static PVOID g_Entries;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MeterUnload;

static VOID MeterFree(VOID)
{
    ExFreePoolWithTag((PCOUNT)g_Entries - 1, 'retM');
    g_Entries = NULL;
}

VOID MeterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MeterFree();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCOUNT count = (PCOUNT)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*count) + 256, 'retM');
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (count == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    count->Limit = 256;
    g_Entries = &count[1];
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    IoDeleteDevice(device);
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
