/* The status is that of the query where there is memory for it, and says success where there is none. */
#include <ntddk.h>

#define MILD_TAG 'dliM'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ULONG Mildness = 3;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    PWCHAR path = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length + sizeof(WCHAR), MILD_TAG);

    if (path != NULL) {
        RTL_QUERY_REGISTRY_TABLE table[2] = {0};

        RtlCopyMemory(path, RegistryPath->Buffer, RegistryPath->Length);
        table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_REQUIRED;
        table[0].Name = L"Mildness";
        table[0].EntryContext = &Mildness;
        status = RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, table, NULL, NULL);
        ExFreePoolWithTag(path, MILD_TAG);
    }
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
