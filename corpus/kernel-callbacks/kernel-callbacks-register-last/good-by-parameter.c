/* What the callback meets it hands to a helper; the entry initialises it first. The other one no callback meets. */
#include <ntddk.h>

typedef struct WATCH {
    LIST_ENTRY Items;
    FAST_MUTEX Lock;
    ULONG Count;
} WATCH, *PWATCH;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static WATCH g_Watch, g_Other;

static VOID WatchInitialise(PWATCH Watch)
{
    InitializeListHead(&Watch->Items);
    ExInitializeFastMutex(&Watch->Lock);
    Watch->Count = 0;
}

static VOID WatchTouch(PWATCH Watch)
{
    ExAcquireFastMutex(&Watch->Lock);
    if (!IsListEmpty(&Watch->Items))
        Watch->Count++;
    ExReleaseFastMutex(&Watch->Lock);
}

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    PWATCH watch = &g_Watch;

    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    if (Create)
        WatchTouch(watch);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveCreateThreadNotifyRoutine(OnThread);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    WatchInitialise(&g_Watch);
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        return status;
    WatchInitialise(&g_Other);
    return STATUS_SUCCESS;
}
