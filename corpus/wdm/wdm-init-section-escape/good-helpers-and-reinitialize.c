#include <ntddk.h>

static ULONG g_Buses;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_REINITIALIZE CountAgain;
static VOID CountBuses(VOID);
static VOID CountOne(ULONG Bus);

/* The reinitialisation routine runs before the section is given back. */
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(INIT, CountAgain)
#pragma alloc_text(INIT, CountBuses)
#pragma alloc_text(INIT, CountOne)

static VOID CountOne(ULONG Bus)
{
    g_Buses += Bus != 0;
}

static VOID CountBuses(VOID)
{
    CountOne(1);
    CountOne(2);
}

VOID CountAgain(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Count);
    CountBuses();
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    CountBuses();
    DriverObject->DriverUnload = Unload;
    IoRegisterDriverReinitialization(DriverObject, CountAgain, NULL);
    return STATUS_SUCCESS;
}
