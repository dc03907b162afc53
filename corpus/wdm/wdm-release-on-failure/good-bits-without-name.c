/* What was done stands in bits that share their storage with the word that clears them all, and have no name of their own
 * around them. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static union {
    struct {
        ULONG Processes : 1;
        ULONG Threads : 1;
        ULONG Images : 1;
    };
    ULONG All;
} Watched;

static VOID OnProcess(PEPROCESS Process, HANDLE Id, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Id);
    UNREFERENCED_PARAMETER(Info);
}

static VOID OnThread(HANDLE Process, HANDLE Thread, BOOLEAN Created)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(Created);
}

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static VOID StopWatching(VOID)
{
    if (Watched.Images)
        PsRemoveLoadImageNotifyRoutine(OnImage);
    if (Watched.Threads)
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    if (Watched.Processes)
        PsSetCreateProcessNotifyRoutineEx(OnProcess, TRUE);
    Watched.All = 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    status = PsSetCreateProcessNotifyRoutineEx(OnProcess, FALSE);
    if (!NT_SUCCESS(status))
        goto fail;
    Watched.Processes = 1;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        goto fail;
    Watched.Threads = 1;
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status))
        goto fail;
    Watched.Images = 1;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Watcher");
    if (!NT_SUCCESS(status))
        goto fail;
    return STATUS_SUCCESS;

fail:
    StopWatching();
    return status;
}
