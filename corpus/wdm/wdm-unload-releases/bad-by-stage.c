#include <ntddk.h>

/* How far the entry has come tells what there is to undo. One stage ends with a routine that another driver gave.
 * The break leaves the table. */
typedef enum _STAGE { StageNone, StageTable, StageNotified, StageWatched } STAGE;

typedef VOID (*STOP_ROUTINE)(PVOID Context);

typedef struct _WATCH {
    PVOID Table;
    PVOID Watched;
    STOP_ROUTINE Stop;
    STAGE Stage;
} WATCH;

static WATCH g_Watch;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WatchUnload;

static VOID WatchProcess(HANDLE Parent, HANDLE Process, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Create);
}

static VOID WatchUndo(VOID)
{
    switch (g_Watch.Stage) {
    case StageWatched:
        g_Watch.Stop(g_Watch.Watched);
        /* fall through */
    case StageNotified:
        PsSetCreateProcessNotifyRoutine(WatchProcess, TRUE);
        break;
    case StageTable:
        ExFreePoolWithTag(g_Watch.Table, 'hctW');
        /* fall through */
    case StageNone:
        break;
    }
    g_Watch.Stage = StageNone;
}

VOID WatchUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    WatchUndo();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Watch.Table = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'hctW'); /* expect: wdm-unload-releases */
    if (g_Watch.Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Watch.Stage = StageTable;
    status = PsSetCreateProcessNotifyRoutine(WatchProcess, FALSE);
    if (!NT_SUCCESS(status)) {
        WatchUndo();
        return status;
    }
    g_Watch.Stage = StageNotified;
    DriverObject->DriverUnload = WatchUnload;
    return STATUS_SUCCESS;
}
