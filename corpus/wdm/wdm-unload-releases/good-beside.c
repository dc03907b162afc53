#include <fltKernel.h>

/* All that the driver has stands in one structure. Routines of the system are given other members of it; what a
 * context holds is another block. */
typedef struct _WARDEN {
    PFLT_FILTER Filter;
    ERESOURCE Lock;
    LIST_ENTRY Rules;
    UNICODE_STRING Root;
} WARDEN;

typedef struct _WARDEN_CONTEXT {
    ULONG Flags;
    PWCH Volume;
} WARDEN_CONTEXT, *PWARDEN_CONTEXT;

static WARDEN Warden;

DRIVER_INITIALIZE DriverEntry;

static VOID WardenCleanup(PFLT_CONTEXT Context, FLT_CONTEXT_TYPE Type)
{
    PWARDEN_CONTEXT context = Context;

    UNREFERENCED_PARAMETER(Type);
    if (context->Volume != NULL) {
        ExFreePoolWithTag(context->Volume, 'draW');
    }
}

static NTSTATUS WardenUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Warden.Filter);
    ExDeleteResourceLite(&Warden.Lock);
    ExFreePoolWithTag(Warden.Root.Buffer, 'draW');
    return STATUS_SUCCESS;
}

static const FLT_CONTEXT_REGISTRATION Contexts[] = {
    {FLT_INSTANCE_CONTEXT, 0, WardenCleanup, sizeof(WARDEN_CONTEXT), 'draW'},
    {FLT_CONTEXT_END},
};

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, Contexts, Operations, WardenUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    RtlZeroMemory(&Warden, sizeof(Warden));
    InitializeListHead(&Warden.Rules);
    Warden.Root.MaximumLength = RegistryPath->Length;
    Warden.Root.Buffer = ExAllocatePoolWithTag(PagedPool, RegistryPath->Length, 'draW');
    if (Warden.Root.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyUnicodeString(&Warden.Root, RegistryPath);
    ExInitializeResourceLite(&Warden.Lock);
    status = FltRegisterFilter(DriverObject, &Registration, &Warden.Filter);
    if (NT_SUCCESS(status)) {
        status = FltStartFiltering(Warden.Filter);
        if (!NT_SUCCESS(status)) {
            FltUnregisterFilter(Warden.Filter);
        }
    }
    if (!NT_SUCCESS(status)) {
        ExDeleteResourceLite(&Warden.Lock);
        ExFreePoolWithTag(Warden.Root.Buffer, 'draW');
    }
    return status;
}
