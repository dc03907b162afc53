/* undetermined-ok: one name stands for what all rounds but the first have made.
 * More devices than rounds that are told apart, undone from the last to the first: each round deletes another. */
#include <ntddk.h>

enum { MOST = 16 };

static PDEVICE_OBJECT Row[MOST];
static ULONG Count;

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < Count; i++)
        IoDeleteDevice(Row[i]);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i, wanted = KeQueryActiveProcessorCount(NULL);
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (wanted > MOST)
        return STATUS_NOT_SUPPORTED;
    for (i = 0; i < wanted; i++) {
        status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Row[i]);
        if (!NT_SUCCESS(status))
            goto Fail;
    }
    Count = wanted;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

Fail:
    for (; i > 0; i--) {
        PDEVICE_OBJECT device = Row[i - 1];

        IoDeleteDevice(device);
    }
    return status;
}
