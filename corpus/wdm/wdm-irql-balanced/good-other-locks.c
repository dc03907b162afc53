#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static ERESOURCE g_Lock;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    ExDeleteResourceLite(&g_Lock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KIRQL old;
    KSPIN_LOCK l;
    KLOCK_QUEUE_HANDLE q;
    FAST_MUTEX m;
    KGUARDED_MUTEX gm;
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeResourceLite(&g_Lock);
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&g_Lock, TRUE);
    ExReleaseResourceForThreadLite(&g_Lock, ExGetCurrentResourceThread());
    KeLeaveCriticalRegion();
    KeInitializeSpinLock(&l);
    KeRaiseIrql(DISPATCH_LEVEL, &old);
    KeAcquireSpinLockAtDpcLevel(&l);
    KeReleaseSpinLockFromDpcLevel(&l);
    KeLowerIrql(old);
    KeAcquireInStackQueuedSpinLock(&l, &q);
    KeReleaseInStackQueuedSpinLock(&q);
    ExInitializeFastMutex(&m);
    if (ExTryToAcquireFastMutex(&m))
        ExReleaseFastMutex(&m);
    KeEnterCriticalRegion();
    ExAcquireFastMutexUnsafe(&m);
    ExReleaseFastMutexUnsafe(&m);
    KeLeaveCriticalRegion();
    KeInitializeGuardedMutex(&gm);
    KeAcquireGuardedMutex(&gm);
    KeReleaseGuardedMutex(&gm);
    if (ExAcquireResourceExclusiveLite(&g_Lock, FALSE))
        ExReleaseResource(&g_Lock);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
