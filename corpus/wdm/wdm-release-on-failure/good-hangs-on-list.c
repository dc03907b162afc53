/* Each record goes into the list before its parts are made, so that one routine takes down what there is of it. */
/* undetermined-ok */
#include <ntddk.h>

#define BARN_TAG 'nraB'

typedef struct _STALL {
    LIST_ENTRY Link;
    ULONG Number;
    PVOID Hay;
} STALL;

static LIST_ENTRY Stalls;
static ULONG Wanted = 3;

static VOID DropStall(STALL *stall)
{
    RemoveEntryList(&stall->Link);
    if (stall->Hay != NULL)
        ExFreePoolWithTag(stall->Hay, BARN_TAG);
    ExFreePoolWithTag(stall, BARN_TAG);
}

static NTSTATUS MakeStall(ULONG Number)
{
    STALL *stall = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(STALL), BARN_TAG);

    if (stall == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlZeroMemory(stall, sizeof(STALL));
    stall->Number = Number;
    InsertTailList(&Stalls, &stall->Link);
    stall->Hay = ExAllocatePoolWithTag(NonPagedPoolNx, 256, BARN_TAG);
    if (stall->Hay == NULL) {
        DropStall(stall);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

static VOID BarnUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    while (!IsListEmpty(&Stalls))
        DropStall(CONTAINING_RECORD(Stalls.Flink, STALL, Link));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG number;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Stalls);
    for (number = 0; number < Wanted && NT_SUCCESS(status); number++)
        status = MakeStall(number);
    if (!NT_SUCCESS(status)) {
        BarnUnload(DriverObject);
        return status;
    }
    DriverObject->DriverUnload = BarnUnload;
    return STATUS_SUCCESS;
}
