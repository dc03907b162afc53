/* What the system calls, and when it stops doing so. */
#include "watcher.h"

static VOID OnProcess(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO CreateInfo)
{
    UNREFERENCED_PARAMETER(Process);
    WatcherNote(ProcessId, CreateInfo != NULL ? 1 : 2);
}

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ThreadId);
    WatcherNote(ProcessId, Create ? 3 : 4);
}

static VOID OnImage(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo)
{
    UNREFERENCED_PARAMETER(FullImageName);
    UNREFERENCED_PARAMETER(ImageInfo);
    WatcherNote(ProcessId, 5);
}

static NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Argument)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Argument);
    return STATUS_SUCCESS;
}

NTSTATUS WatcherStartCallbacks(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"370030.3");
    NTSTATUS status;

    status = CmRegisterCallbackEx(OnRegistry, &altitude, DriverObject, NULL, &Watcher.Cookie, NULL);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    Watcher.Registry = TRUE;
    status = PsSetCreateProcessNotifyRoutineEx(OnProcess, FALSE);
    if (!NT_SUCCESS(status)) {
        goto undo;
    }
    Watcher.Processes = TRUE;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status)) {
        goto undo;
    }
    Watcher.Threads = TRUE;
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        goto undo;
    }
    Watcher.Images = TRUE;
    return STATUS_SUCCESS;

undo:
    WatcherStopCallbacks();
    return status;
}

VOID WatcherStopCallbacks(VOID)
{
    if (Watcher.Images) {
        PsRemoveLoadImageNotifyRoutine(OnImage);
        Watcher.Images = FALSE;
    }
    if (Watcher.Threads) {
        PsRemoveCreateThreadNotifyRoutine(OnThread);
        Watcher.Threads = FALSE;
    }
    if (Watcher.Processes) {
        PsSetCreateProcessNotifyRoutineEx(OnProcess, TRUE);
        Watcher.Processes = FALSE;
    }
    if (Watcher.Registry) {
        CmUnRegisterCallback(Watcher.Cookie);
        Watcher.Registry = FALSE;
    }
}
