/* Nothing returns before the cleanup: what was started is taken back, and the entry tells of success. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;
static PVOID Names;

static NTSTATUS BasinUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, BasinUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Names = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'nsaB');
    if (Names == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (!NT_SUCCESS(status))
        goto FreeNames;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        goto Unregister;

Unregister:
    FltUnregisterFilter(Filter);
FreeNames:
    ExFreePoolWithTag(Names, 'nsaB');
    return status; /* expect: minifilter-register-then-start */
}
