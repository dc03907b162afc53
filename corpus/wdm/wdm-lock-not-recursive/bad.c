/* A helper that takes the mutex by itself is called by who holds it already; the same with the other locks of this
 * kind. */
#include <ntddk.h>

#define POOL_TAG 'ksaM'

typedef struct _MASK {
    LIST_ENTRY Entry;
    ULONG Bits;
} MASK;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MaskUnload;

static FAST_MUTEX MaskMutex;
static KGUARDED_MUTEX CountMutex;
static KSPIN_LOCK BitsLock;
static LIST_ENTRY MaskList;
static ULONG MaskCount;
static ULONG MaskBits;

static BOOLEAN IsKnown(ULONG Bits)
{
    BOOLEAN isKnown;

    ExAcquireFastMutex(&MaskMutex); /* expect: wdm-lock-not-recursive */
    isKnown = (MaskBits & Bits) != 0;
    ExReleaseFastMutex(&MaskMutex);
    return isKnown;
}

static NTSTATUS AddMask(ULONG Bits)
{
    MASK *mask = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(MASK), POOL_TAG);

    if (mask == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    mask->Bits = Bits;
    ExAcquireFastMutex(&MaskMutex);
    if (IsKnown(Bits)) {
        ExReleaseFastMutex(&MaskMutex);
        ExFreePoolWithTag(mask, POOL_TAG);
        return STATUS_OBJECT_NAME_COLLISION;
    }
    InsertTailList(&MaskList, &mask->Entry);
    MaskBits |= Bits;
    ExReleaseFastMutex(&MaskMutex); /* expect: wdm-lock-balance */
    return STATUS_SUCCESS;
}

VOID MaskUnload(PDRIVER_OBJECT DriverObject)
{
    KLOCK_QUEUE_HANDLE outer, inner;

    UNREFERENCED_PARAMETER(DriverObject);
    KeAcquireInStackQueuedSpinLock(&BitsLock, &outer);
    MaskBits = 0;
    KeAcquireInStackQueuedSpinLock(&BitsLock, &inner); /* expect: wdm-lock-not-recursive */
    MaskCount = 0;
    KeReleaseInStackQueuedSpinLock(&inner);
    KeReleaseInStackQueuedSpinLock(&outer);
    while (!IsListEmpty(&MaskList))
        ExFreePoolWithTag(CONTAINING_RECORD(RemoveHeadList(&MaskList), MASK, Entry), POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KIRQL irql, innerIrql;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeFastMutex(&MaskMutex);
    KeInitializeGuardedMutex(&CountMutex);
    KeInitializeSpinLock(&BitsLock);
    InitializeListHead(&MaskList);
    KeAcquireGuardedMutex(&CountMutex);
    MaskCount++;
    KeAcquireGuardedMutex(&CountMutex); /* expect: wdm-lock-not-recursive */
    MaskCount++;
    KeReleaseGuardedMutex(&CountMutex);
    KeReleaseGuardedMutex(&CountMutex); /* expect: wdm-lock-balance */
    KeAcquireSpinLock(&BitsLock, &irql);
    KeAcquireSpinLock(&BitsLock, &innerIrql); /* expect: wdm-lock-not-recursive */
    MaskBits = 1;
    KeReleaseSpinLock(&BitsLock, innerIrql);
    KeReleaseSpinLock(&BitsLock, irql); /* expect: wdm-lock-balance */
    DriverObject->DriverUnload = MaskUnload;
    return AddMask(2);
}
