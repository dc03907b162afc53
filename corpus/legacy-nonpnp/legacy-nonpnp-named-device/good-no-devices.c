#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static KTIMER g_Timer;
static KDPC g_Dpc;
static KDEFERRED_ROUTINE Tick;
static LONG g_Ticks;

static VOID Tick(PKDPC Dpc, PVOID Context, PVOID First, PVOID Second)
{
    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(First);
    UNREFERENCED_PARAMETER(Second);
    InterlockedIncrement(&g_Ticks);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeCancelTimer(&g_Timer);
    KeFlushQueuedDpcs();
}

/* A driver may have no device at all. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LARGE_INTEGER due = {.QuadPart = -10000000};

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeDpc(&g_Dpc, Tick, NULL);
    KeInitializeTimer(&g_Timer);
    KeSetTimerEx(&g_Timer, due, 1000, &g_Dpc);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
/* model: legacy-nonpnp */
/* not-applicable */
