#include <ntddk.h>

typedef struct _RELAY {
    PVOID Input;
    PVOID Output;
} RELAY;

static RELAY Relay;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD RelayUnload;

/* Frees what there is; a second call finds nothing. */
VOID RelayUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Relay.Output) {
        ExFreePool(Relay.Output);
        Relay.Output = NULL;
    }
    if (Relay.Input) {
        ExFreePool(Relay.Input);
        Relay.Input = NULL;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = RelayUnload;
    Relay.Input = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, 'nIlR');
    Relay.Output = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, 'tOlR');
    if (Relay.Input == NULL || Relay.Output == NULL) {
        RelayUnload(DriverObject);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
