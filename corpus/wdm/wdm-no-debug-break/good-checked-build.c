#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static BOOLEAN g_StopAtStart;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* A checked build stops, and a free one only when it is told to. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
#if DBG
    DbgBreakPoint();
#endif
    if (g_StopAtStart)
        DbgBreakPoint();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
/* not-applicable */
