/* The context counts how far a helper has come; another one undoes so much. */
#include <ntddk.h>

#define TAG 'egtS'

typedef struct _CONTEXT_BLOCK {
    int Stage;
    PVOID First, Second;
} CONTEXT_BLOCK, *PCONTEXT_BLOCK;

static VOID TearDown(PCONTEXT_BLOCK Context)
{
    switch (Context->Stage) {
    case 2:
        ExFreePoolWithTag(Context->Second, TAG);
        /* fall through */
    case 1:
        ExFreePoolWithTag(Context->First, TAG);
        break;
    default:
        break;
    }
    ExFreePoolWithTag(Context, TAG);
}

static NTSTATUS SetUp(PCONTEXT_BLOCK Context)
{
    Context->First = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);
    if (Context->First == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Context->Stage = 1;
    Context->Second = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);
    if (Context->Second == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Context->Stage = 2;
    return STATUS_DEVICE_NOT_READY;
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCONTEXT_BLOCK context = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *context, TAG);
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    if (context == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = SetUp(context);
    if (!NT_SUCCESS(status))
        TearDown(context);
    return status;
}
