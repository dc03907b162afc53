/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* The cleanup is given the list entry in the context. */
#include <ntddk.h>

typedef struct _CONTEXT_DATA {
    ULONG Stage;
    PVOID Table;
    ERESOURCE Lock;
    LIST_ENTRY Link;
} CONTEXT_DATA, *PCONTEXT_DATA;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnProcess(HANDLE Parent, HANDLE Process, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Create);
}

static VOID OnThread(HANDLE Process, HANDLE Thread, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(Create);
}

static PCONTEXT_DATA Context;

static VOID Teardown(PLIST_ENTRY Entry)
{
    PCONTEXT_DATA data = CONTAINING_RECORD(Entry, CONTEXT_DATA, Link);

    switch (data->Stage) {
    case 4:
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    case 3:
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    case 2:
        ExDeleteResourceLite(&data->Lock);
    case 1:
        ExFreePoolWithTag(data->Table, 'lbaT');
    default:
        break;
    }
    ExFreePoolWithTag(data, 'txtC');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Teardown(&Context->Link);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCONTEXT_DATA context;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    context = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(CONTEXT_DATA), 'txtC');
    if (context == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Context = context;
    context->Stage = 0;
    context->Table = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'lbaT');
    if (context->Table == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Exit;
    }
    context->Stage = 1;
    status = ExInitializeResourceLite(&context->Lock);
    if (!NT_SUCCESS(status))
        goto Exit;
    context->Stage = 2;
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status))
        goto Exit;
    context->Stage = 3;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        goto Exit;
    context->Stage = 4;
    DriverObject->DriverUnload = Unload;

Exit:
    if (!NT_SUCCESS(status))
        Teardown(&context->Link);
    return status;
}
