/* Where there is no memory to read a setting into, the entry goes on without it: whether the driver can is not told. */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
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
    PWCHAR path = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length + sizeof(WCHAR), MILD_TAG);

    if (path != NULL) {
        RTL_QUERY_REGISTRY_TABLE table[2] = {0};

        RtlCopyMemory(path, RegistryPath->Buffer, RegistryPath->Length);
        table[0].Flags = RTL_QUERY_REGISTRY_DIRECT;
        table[0].Name = L"Mildness";
        table[0].EntryContext = &Mildness;
        (VOID)RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, table, NULL, NULL);
        ExFreePoolWithTag(path, MILD_TAG);
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
