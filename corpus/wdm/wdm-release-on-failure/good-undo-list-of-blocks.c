/* What is to be undone stands in a list of blocks of the driver's own, the last step first. */
#include <ntddk.h>

typedef VOID UNDO_ROUTINE(PVOID Thing);

typedef struct _UNDO {
    struct _UNDO *Next;
    UNDO_ROUTINE *Routine;
    PVOID Thing;
} UNDO;

static UNDO *Last;
static PVOID Table;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static BOOLEAN Remember(UNDO_ROUTINE *Routine, PVOID Thing)
{
    UNDO *undo = ExAllocatePool2(POOL_FLAG_PAGED, sizeof *undo, 'odnU');

    if (undo == NULL)
        return FALSE;
    undo->Routine = Routine;
    undo->Thing = Thing;
    undo->Next = Last;
    Last = undo;
    return TRUE;
}

static VOID UndoAll(VOID)
{
    while (Last) {
        UNDO *undo = Last;

        Last = undo->Next;
        undo->Routine(undo->Thing);
        ExFreePoolWithTag(undo, 'odnU');
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
    if (!Remember(FreeTable, Table)) {
        FreeTable(Table);
        return status;
    }
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status))
        goto undo;
    if (!Remember(StopWatching, NULL)) {
        StopWatching(NULL);
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto undo;
    }
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Undo");
    if (!NT_SUCCESS(status))
        goto undo;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

undo:
    UndoAll();
    return status;
}
