/* The copy of the path lies in the context, and both are freed together. */
#include <ntddk.h>

typedef struct _CONTEXT {
    UNICODE_STRING Path;
    ULONG Flags;
} CONTEXT;

static CONTEXT *Context;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Destroy(CONTEXT *context)
{
    RtlFreeUnicodeString(&context->Path);
    ExFreePoolWithTag(context, 'xtnC');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Destroy(Context);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    CONTEXT *context = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *context, 'xtnC');
    NTSTATUS status;

    if (context == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = RtlDuplicateUnicodeString(RTL_DUPLICATE_UNICODE_STRING_NULL_TERMINATE, RegistryPath, &context->Path);
    if (NT_SUCCESS(status))
        status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Meters");
    if (!NT_SUCCESS(status)) {
        Destroy(context);
        return status;
    }
    Context = context;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
