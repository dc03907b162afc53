#include <ntddk.h>
#include <fwpsk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static HANDLE Injection;
static PVOID Table;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table, 'jnIW');
    FwpsInjectionHandleDestroy(Injection);
}

static NTSTATUS MakeTable(VOID)
{
    Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'jnIW');
    if (Table == NULL) {
        FwpsInjectionHandleDestroy(Injection);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = FwpsInjectionHandleCreate(AF_UNSPEC, FWPS_INJECTION_TYPE_STREAM, &Injection);
    if (!NT_SUCCESS(status))
        return status;
    status = MakeTable();
    if (!NT_SUCCESS(status))
        FwpsInjectionHandleDestroy(Injection); /* expect: wdm-release-on-failure */
    return status;
}
