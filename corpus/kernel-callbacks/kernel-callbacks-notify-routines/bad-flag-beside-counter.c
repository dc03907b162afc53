/* The flag that the unload routine asks is set by nobody; the counter beside it is counted by the callback. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static struct {
    BOOLEAN IsOn;
    ULONG Count;
} Beacon;

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    if (Create)
        Beacon.Count++;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Beacon.IsOn) {
        PsRemoveCreateThreadNotifyRoutine(OnThread);
        Beacon.IsOn = FALSE;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return PsSetCreateThreadNotifyRoutine(OnThread); /* expect: kernel-callbacks-notify-routines */
}
