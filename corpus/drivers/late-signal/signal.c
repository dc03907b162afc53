/* Started on demand: the directory is there. */
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
    Ready = IoCreateNotificationEvent(&name, &ReadyHandle);
    return Ready != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

/* verdict: wdm-boot-event-objects de-boot-event-objects not-applicable */
