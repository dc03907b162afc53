#include <ntddk.h>

typedef struct _PUMP_DATA {
    LIST_ENTRY Devices;
    KSPIN_LOCK Lock;
} PUMP_DATA, *PPUMP_DATA;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PPUMP_DATA data;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(PUMP_DATA), (PVOID *)&data);
    if (NT_SUCCESS(status)) {
        InitializeListHead(&data->Devices);
        KeInitializeSpinLock(&data->Lock);
    }
    return status;
}
