/* The INF beside it starts the driver at boot, when there is no \BaseNamedObjects yet. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static PKEVENT Ready;
static HANDLE ReadyHandle;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    RtlInitUnicodeString(&name, L"\\BaseNamedObjects\\SignalReady");
    Ready = IoCreateNotificationEvent(&name, &ReadyHandle); /* expect: wdm-boot-event-objects */
    return Ready != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
