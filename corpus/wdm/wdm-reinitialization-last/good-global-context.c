#include <ntddk.h>

typedef struct _BUS_SCAN {
    ULONG First, Last;
} BUS_SCAN, *PBUS_SCAN;

static BUS_SCAN g_Scan;
static ULONG g_Found;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_REINITIALIZE Scan;

VOID Scan(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    PBUS_SCAN scan = (PBUS_SCAN)Context;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(Count);
    g_Found = scan->Last - scan->First;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Scan.First = 0;
    g_Scan.Last = 255;
    DriverObject->DriverUnload = Unload;
    IoRegisterDriverReinitialization(DriverObject, Scan, &g_Scan);
    return STATUS_SUCCESS;
}
