#include <ntddk.h>

typedef struct _COUNTERS {
    ULONG64 Reads, Writes;
    PVOID Samples;
} COUNTERS, *PCOUNTERS;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PCOUNTERS counters = (PCOUNTERS)IoGetDriverObjectExtension(DriverObject, (PVOID)DriverEntry);

    if (counters != NULL && counters->Samples != NULL) {
        ExFreePool(counters->Samples);
    }
}

/* The I/O manager frees the extension with the driver object, also after a failure. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCOUNTERS counters;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(*counters), (PVOID *)&counters);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    RtlZeroMemory(counters, sizeof(*counters));
    counters->Samples = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'pmaS');
    if (counters->Samples == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
