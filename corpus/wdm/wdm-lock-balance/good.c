/* Each lock is released once by who has acquired it, on each path. */
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
    if (DriverObject->DriverSize > 65536) {
        KeReleaseSpinLock(&TickLock, irql);
        return;
    }
    Ticks = 0;
    KeReleaseSpinLock(&TickLock, irql);
}

static VOID SetLimit(ULONG NewLimit)
{
    ExAcquireFastMutex(&LimitMutex);
    if (NewLimit > 100) {
        ExReleaseFastMutex(&LimitMutex);
        return;
    }
    Limit = NewLimit;
    ExReleaseFastMutex(&LimitMutex);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    BOOLEAN isShared = RegistryPath->Length > 80;
    KIRQL irql = PASSIVE_LEVEL;

    ExInitializeFastMutex(&LevelMutex);
    ExInitializeFastMutex(&LimitMutex);
    KeInitializeSpinLock(&TickLock);
    if (isShared)
        KeAcquireSpinLock(&TickLock, &irql);
    Ticks = 1;
    if (isShared)
        KeReleaseSpinLock(&TickLock, irql);
    if (ExTryToAcquireFastMutex(&LevelMutex)) {
        Level = 1;
        ExReleaseFastMutex(&LevelMutex);
    }
    KeEnterCriticalRegion();
    Level = 2;
    KeLeaveCriticalRegion();
    SetLimit(RegistryPath->Length);
    DriverObject->DriverUnload = GaugeUnload;
    return STATUS_SUCCESS;
}
