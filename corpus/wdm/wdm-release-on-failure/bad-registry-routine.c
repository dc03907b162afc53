/* The routine of a query's table keeps a copy of the value: it is there when the query fails for another value, and when
 * a later step does. */
#include <ntddk.h>

#define POOL_TAG 'lliM'

typedef struct _MILL {
    PWSTR Path;
    ULONG Rounds;
} MILL;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MillUnload;

static RTL_QUERY_REGISTRY_ROUTINE MillTakePath;
static RTL_QUERY_REGISTRY_ROUTINE MillTakeRounds;
static MILL Mill;

static NTSTATUS MillTakePath(PWSTR ValueName, ULONG ValueType, PVOID ValueData, ULONG ValueLength, PVOID Context,
                             PVOID EntryContext)
{
    MILL *mill = EntryContext;

    UNREFERENCED_PARAMETER(ValueName);
    UNREFERENCED_PARAMETER(ValueType);
    UNREFERENCED_PARAMETER(Context);
    mill->Path = ExAllocatePool2(POOL_FLAG_PAGED, ValueLength, POOL_TAG);
    if (mill->Path == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyMemory(mill->Path, ValueData, ValueLength);
    return STATUS_SUCCESS;
}

static NTSTATUS MillTakeRounds(PWSTR ValueName, ULONG ValueType, PVOID ValueData, ULONG ValueLength, PVOID Context,
                               PVOID EntryContext)
{
    MILL *mill = Context;

    UNREFERENCED_PARAMETER(ValueName);
    UNREFERENCED_PARAMETER(EntryContext);
    if (ValueType != REG_DWORD || ValueLength != sizeof(ULONG))
        return STATUS_OBJECT_TYPE_MISMATCH;
    mill->Rounds = *(ULONG *)ValueData;
    return STATUS_SUCCESS;
}

static VOID MillForget(VOID)
{
    if (Mill.Path != NULL) {
        ExFreePoolWithTag(Mill.Path, POOL_TAG);
        Mill.Path = NULL;
    }
}

VOID MillUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MillForget();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RTL_QUERY_REGISTRY_TABLE table[3];
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(table, sizeof(table));
    table[0].QueryRoutine = MillTakePath;
    table[0].Name = L"Path";
    table[0].EntryContext = &Mill;
    table[1].QueryRoutine = MillTakeRounds;
    table[1].Flags = RTL_QUERY_REGISTRY_REQUIRED;
    table[1].Name = L"Rounds";
    status = RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"Mill\\Parameters", table, &Mill, NULL);
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    DriverObject->DriverUnload = MillUnload;
    if (Mill.Rounds == 0)
        return STATUS_INVALID_PARAMETER; /* expect: wdm-release-on-failure */
    return STATUS_SUCCESS;
}
