/* not-applicable */
#include <ntddk.h>

static PVOID g_Start;
static ULONG g_Size;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* Where the own image lies is in the driver object, which may be read while it is initialised. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Start = DriverObject->DriverStart;
    g_Size = DriverObject->DriverSize;
    DbgPrint("%wZ at %p, %lu bytes, entered at %p\n", &DriverObject->DriverName, g_Start, g_Size,
             DriverObject->DriverInit);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
