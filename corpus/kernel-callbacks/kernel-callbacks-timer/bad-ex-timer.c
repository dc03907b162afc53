#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PEX_TIMER g_Timer;
static PVOID g_Table;

static VOID OnTick(PEX_TIMER Timer, PVOID Context)
{
    UNREFERENCED_PARAMETER(Timer);
    UNREFERENCED_PARAMETER(Context);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteTimer(g_Timer, TRUE, TRUE, NULL);
    ExFreePool(g_Table);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Timer = ExAllocateTimer(OnTick, NULL, EX_TIMER_HIGH_RESOLUTION);
    if (g_Timer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: kernel-callbacks-timer */
    }
    return STATUS_SUCCESS;
}
