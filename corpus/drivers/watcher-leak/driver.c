#include "watcher.h"

WATCHER Watcher;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WatcherUnload;

VOID WatcherNote(HANDLE ProcessId, ULONG Kind)
{
    PWATCHER_EVENT event = ExAllocateFromNPagedLookasideList(&Watcher.Lookaside);

    if (event == NULL) {
        return;
    }
    event->ProcessId = ProcessId;
    event->Kind = Kind;
    ExAcquireFastMutex(&Watcher.Lock);
    InsertTailList(&Watcher.Events, &event->Link);
    Watcher.Count++;
    ExReleaseFastMutex(&Watcher.Lock);
}

VOID WatcherDrain(VOID)
{
    while (!IsListEmpty(&Watcher.Events)) {
        PLIST_ENTRY link = RemoveHeadList(&Watcher.Events);

        ExFreeToNPagedLookasideList(&Watcher.Lookaside, CONTAINING_RECORD(link, WATCHER_EVENT, Link));
    }
}

VOID WatcherUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    WatcherStopCallbacks();
    WatcherDeleteControl();
    WatcherDrain();
    ExDeleteNPagedLookasideList(&Watcher.Lookaside);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Watcher.Events);
    ExInitializeFastMutex(&Watcher.Lock);
    ExInitializeNPagedLookasideList(&Watcher.Lookaside, NULL, NULL, POOL_NX_ALLOCATION, sizeof(WATCHER_EVENT),
                                    WATCHER_TAG, 0);
    DriverObject->DriverUnload = WatcherUnload;

    status = WatcherCreateControl(DriverObject);
    if (!NT_SUCCESS(status)) {
        goto noControl;
    }
    status = WatcherStartCallbacks(DriverObject);
    if (!NT_SUCCESS(status)) {
        goto noCallbacks;
    }
    return STATUS_SUCCESS;

noCallbacks:
    WatcherDeleteControl();
noControl:
    ExDeleteNPagedLookasideList(&Watcher.Lookaside);
    return status; /* expect: kernel-callbacks-notify-routines, kernel-callbacks-registry-callback */
}
