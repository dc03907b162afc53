#include <ntddk.h>

typedef struct _METER_DATA {
    ULONG Loads;
    ULONG Devices;
} METER_DATA, *PMETER_DATA;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID data;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(METER_DATA), &data);
    if (status == STATUS_OBJECT_NAME_COLLISION) { /* what is there from an earlier load takes its place */
        data = IoGetDriverObjectExtension(DriverObject, (PVOID)DriverEntry);
    } else if (!NT_SUCCESS(status)) {
        return status;
    }
    if (data != NULL) {
        RtlZeroMemory(data, sizeof(METER_DATA));
    }
    return STATUS_SUCCESS;
}
