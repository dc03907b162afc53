/* Locks that are released without having been acquired, one that is released twice, and one that unload goes away with.
 */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD GaugeUnload;

static FAST_MUTEX LevelMutex;
static FAST_MUTEX LimitMutex;
static KSPIN_LOCK TickLock;
static ULONG Level, Limit, Ticks;

VOID GaugeUnload(PDRIVER_OBJECT DriverObject)
{
    KIRQL irql;

    KeAcquireSpinLock(&TickLock, &irql);
    if (DriverObject->DriverSize > 65536)
        return; /* expect: wdm-lock-balance */
    Ticks = 0;
    KeReleaseSpinLock(&TickLock, irql);
}

static VOID SetLimit(ULONG NewLimit)
{
    ExAcquireFastMutex(&LimitMutex);
    if (NewLimit > 100)
        ExReleaseFastMutex(&LimitMutex);
    Limit = NewLimit;
    ExReleaseFastMutex(&LimitMutex); /* expect: wdm-lock-balance */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KIRQL irql = PASSIVE_LEVEL;

    ExInitializeFastMutex(&LevelMutex);
    ExInitializeFastMutex(&LimitMutex);
    KeInitializeSpinLock(&TickLock);
    if (RegistryPath->Length > 80)
        KeAcquireSpinLock(&TickLock, &irql);
    Ticks = 1;
    KeReleaseSpinLock(&TickLock, irql); /* expect: wdm-lock-balance */
    Level = 1;
    ExReleaseFastMutex(&LevelMutex); /* expect: wdm-lock-balance */
    KeLeaveCriticalRegion();         /* expect: wdm-lock-balance */
    SetLimit(RegistryPath->Length);
    DriverObject->DriverUnload = GaugeUnload;
    return STATUS_SUCCESS;
}
