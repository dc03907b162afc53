/* What the callback meets it hands to a helper; so does the entry, which initialises it too late. */
#include <ntddk.h>

typedef struct WATCH {
    LIST_ENTRY Items;
    FAST_MUTEX Lock;
    ULONG Count;
} WATCH, *PWATCH;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static WATCH g_Watch;

static VOID WatchInitialise(PWATCH Watch)
{
    InitializeListHead(&Watch->Items);   /* expect: kernel-callbacks-register-last */
    ExInitializeFastMutex(&Watch->Lock); /* expect: kernel-callbacks-register-last */
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
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        return status;
    WatchInitialise(&g_Watch);
    return STATUS_SUCCESS;
}
