#include <ntddk.h>

typedef struct _BEACON_DRIVER_DATA {
    PWSTR KeyName;
    ULONG Interval;
} BEACON_DRIVER_DATA, *PBEACON_DRIVER_DATA;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BeaconUnload;

VOID BeaconUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PBEACON_DRIVER_DATA data;
    NTSTATUS status;

    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(BEACON_DRIVER_DATA), (PVOID *)&data);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    data->Interval = 100;
    data->KeyName = RegistryPath->Buffer; /* expect: wdm-registry-path-copied */
    DriverObject->DriverUnload = BeaconUnload;
    return STATUS_SUCCESS;
}
