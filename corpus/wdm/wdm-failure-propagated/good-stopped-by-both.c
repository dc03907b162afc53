/* What stops a part is called by the unload routine, too: whether it says that the driver does without is to be asked. */
/* undetermined-ok */
/* verdict: wdm-failure-propagated de-return-failure-propagates undetermined */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ULONG g_Watched, g_Lost;

static VOID Watch(HANDLE Parent, HANDLE Process, BOOLEAN IsNew)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    g_Lost += IsNew && g_Watched == 0;
}

static NTSTATUS WatchStart(VOID)
{
    g_Watched = 1;
    return PsSetCreateProcessNotifyRoutine(Watch, FALSE);
}

static VOID WatchStop(VOID)
{
    g_Watched = 0;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Watched)
        PsSetCreateProcessNotifyRoutine(Watch, TRUE);
    WatchStop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    if (!NT_SUCCESS(WatchStart()))
        WatchStop();
    return STATUS_SUCCESS;
}
