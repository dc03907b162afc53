/* What is to be undone stands in a list that is linked through an array, the last step first. */
#include <ntddk.h>

typedef VOID UNDO_ROUTINE(PVOID Thing);

typedef struct _UNDO {
    struct _UNDO *Next;
    UNDO_ROUTINE *Routine;
    PVOID Thing;
} UNDO;

static UNDO Undos[8], *Last;
static ULONG Used;
static PVOID Table;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static VOID Remember(UNDO_ROUTINE *Routine, PVOID Thing)
{
    UNDO *undo = &Undos[Used++];

    undo->Routine = Routine;
    undo->Thing = Thing;
    undo->Next = Last;
    Last = undo;
}

static VOID UndoAll(VOID)
{
    while (Last) {
        UNDO *undo = Last;

        Last = undo->Next;
        undo->Routine(undo->Thing);
    }
}

static VOID FreeTable(PVOID Thing)
{
    ExFreePoolWithTag(Thing, 'lbaT');
}

static VOID StopWatching(PVOID Thing)
{
    UNREFERENCED_PARAMETER(Thing);
    PsRemoveLoadImageNotifyRoutine(OnImage);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UndoAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    UNREFERENCED_PARAMETER(RegistryPath);
    Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'lbaT');
    if (Table == NULL)
        return status;
    Remember(FreeTable, Table);
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status))
        goto undo;
    Remember(StopWatching, NULL);
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Undo");
    if (!NT_SUCCESS(status))
        goto undo;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

undo:
    UndoAll();
    return status;
}
