#include <ntddk.h>

typedef struct _PUMP_DATA {
    LIST_ENTRY Devices;
    KSPIN_LOCK Lock;
    LONG Loads;
} PUMP_DATA, *PPUMP_DATA;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* Two libraries in one image share the extension: the second one finds it there. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PPUMP_DATA data = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(PUMP_DATA), (PVOID *)&data);
    if (NT_SUCCESS(status)) {
        RtlZeroMemory(data, sizeof(PUMP_DATA));
        InitializeListHead(&data->Devices);
        KeInitializeSpinLock(&data->Lock);
    } else if (status == STATUS_OBJECT_NAME_COLLISION) {
        data = (PPUMP_DATA)IoGetDriverObjectExtension(DriverObject, (PVOID)DriverEntry);
        if (data == NULL) {
            return STATUS_UNSUCCESSFUL;
        }
    } else {
        return status;
    }
    data->Loads++;
    return STATUS_SUCCESS;
}
