/* The event has a directory that is there at boot. */
/* not-applicable */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static PKEVENT Ready;
static HANDLE ReadyHandle;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    RtlInitUnicodeString(&name, L"\\KernelObjects\\SignalReady");
    Ready = IoCreateNotificationEvent(&name, &ReadyHandle);
    return Ready != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
