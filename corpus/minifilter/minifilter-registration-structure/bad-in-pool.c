#include <fltKernel.h>

/* The size is that of a pointer to the structure. */
DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER g_Filter;

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(g_Filter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    FLT_REGISTRATION *registration = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(*registration), 'geRF');
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (registration == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    registration->Size = sizeof(registration);
    registration->Version = FLT_REGISTRATION_VERSION;
    registration->OperationRegistration = Operations;
    registration->FilterUnloadCallback = Unload;
    status = FltRegisterFilter(DriverObject, registration, &g_Filter); /* expect: minifilter-registration-structure */
    ExFreePoolWithTag(registration, 'geRF');
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(g_Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(g_Filter);
    return status;
}
