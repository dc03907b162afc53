/* What needs more stack is run by the system before the call comes back, or is not: what it has made is left. */
#include <ntddk.h>

typedef struct TABLE {
    PVOID Rows;
    NTSTATUS Result;
} TABLE;

static TABLE Table;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
EXPAND_STACK_CALLOUT Fill;

VOID Fill(PVOID Parameter)
{
    TABLE *table = Parameter;

    table->Rows = ExAllocatePool2(POOL_FLAG_PAGED, 64 * sizeof(ULONG), 'lbaT');
    table->Result = table->Rows ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table.Rows, 'lbaT');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = KeExpandKernelStackAndCalloutEx(Fill, &Table, MAXIMUM_EXPANSION_SIZE, TRUE, NULL);
    if (!NT_SUCCESS(status))
        return status;
    if (!NT_SUCCESS(Table.Result))
        return Table.Result;
    status = RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer);
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
