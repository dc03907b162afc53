/* How many names there are, the registry says. They are freed, and then the filter goes. */
#include <fltKernel.h>

#define POOL_TAG 'malC'
#define NAMES_MOST 8

typedef struct _CLAM_DATA {
    PFLT_FILTER Filter;
    PFLT_PORT Port;
} CLAM_DATA;

DRIVER_INITIALIZE DriverEntry;

static CLAM_DATA ClamData;
static UNICODE_STRING ClamNames[NAMES_MOST];
static ULONG ClamNameCount;

static VOID ClamFreeString(PUNICODE_STRING String)
{
    if (String->Buffer != NULL) {
        ExFreePoolWithTag(String->Buffer, POOL_TAG);
        String->Buffer = NULL;
    }
    String->Length = String->MaximumLength = 0;
}

static VOID ClamFreeNames(VOID)
{
    while (ClamNameCount > 0) {
        ClamNameCount--;
        ClamFreeString(ClamNames + ClamNameCount);
    }
}

static NTSTATUS ClamReadNames(PUNICODE_STRING RegistryPath)
{
    ULONG wanted = RegistryPath->Length % NAMES_MOST;

    while (ClamNameCount < wanted) {
        PUNICODE_STRING name = &ClamNames[ClamNameCount];

        name->Buffer = ExAllocatePool2(POOL_FLAG_PAGED, 64, POOL_TAG);
        if (name->Buffer == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        name->MaximumLength = 64;
        ClamNameCount++;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS ClamUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(ClamData.Filter);
    ClamFreeNames();
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, ClamUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &ClamData.Filter);

    if (!NT_SUCCESS(status))
        return status;
    status = ClamReadNames(RegistryPath);
    if (NT_SUCCESS(status)) {
        status = FltStartFiltering(ClamData.Filter);
        if (NT_SUCCESS(status))
            return STATUS_SUCCESS;
    }
    ClamFreeNames();
    FltUnregisterFilter(ClamData.Filter);
    return status;
}
