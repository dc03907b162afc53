/* The filter is kept behind two pointers, and a flag there says that it was registered: each success leaves them set.
 */
#include <fltKernel.h>

#define TAG 'xtnC'

typedef struct _REGISTERED {
    PFLT_FILTER Filter;
    BOOLEAN IsRegistered;
} REGISTERED, *PREGISTERED;

typedef struct _KEEPER {
    PREGISTERED Registered;
    ULONG Seen;
} KEEPER, *PKEEPER;

DRIVER_INITIALIZE DriverEntry;
NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags);

static PKEEPER g_Context;

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, FilterUnload,
};

static VOID FreeContext(PKEEPER Context)
{
    if (Context->Registered != NULL) {
        if (Context->Registered->IsRegistered) {
            FltUnregisterFilter(Context->Registered->Filter);
        }
        ExFreePoolWithTag(Context->Registered, TAG);
    }
    ExFreePoolWithTag(Context, TAG);
}

NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FreeContext(g_Context);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PKEEPER context;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    context = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(KEEPER), TAG);
    if (context == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    context->Registered = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(REGISTERED), TAG);
    if (context->Registered == NULL) {
        FreeContext(context);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = FltRegisterFilter(DriverObject, &Registration, &context->Registered->Filter);
    if (!NT_SUCCESS(status)) {
        FreeContext(context);
        return status;
    }
    context->Registered->IsRegistered = TRUE;
    g_Context = context;
    status = FltStartFiltering(context->Registered->Filter);
    if (!NT_SUCCESS(status)) {
        FreeContext(context);
        g_Context = NULL;
    }
    return status;
}
