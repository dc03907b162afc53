/* The helper relies on its caller to hold the mutex; each lock is released before it is taken again. */
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
static KSPIN_LOCK CountLock;
static LIST_ENTRY MaskList;
static ULONG MaskCount;
static ULONG MaskBits;

/* The caller holds MaskMutex. */
static BOOLEAN IsKnown(ULONG Bits)
{
    return (MaskBits & Bits) != 0;
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
    ExReleaseFastMutex(&MaskMutex);
    return STATUS_SUCCESS;
}

VOID MaskUnload(PDRIVER_OBJECT DriverObject)
{
    KLOCK_QUEUE_HANDLE outer, inner;

    UNREFERENCED_PARAMETER(DriverObject);
    KeAcquireInStackQueuedSpinLock(&BitsLock, &outer);
    MaskBits = 0;
    KeAcquireInStackQueuedSpinLock(&CountLock, &inner);
    MaskCount = 0;
    KeReleaseInStackQueuedSpinLock(&inner);
    KeReleaseInStackQueuedSpinLock(&outer);
    KeAcquireInStackQueuedSpinLock(&BitsLock, &outer);
    MaskBits = 0;
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
    KeInitializeSpinLock(&CountLock);
    InitializeListHead(&MaskList);
    KeAcquireGuardedMutex(&CountMutex);
    MaskCount++;
    KeReleaseGuardedMutex(&CountMutex);
    if (KeTryToAcquireGuardedMutex(&CountMutex)) {
        MaskCount++;
        KeReleaseGuardedMutex(&CountMutex);
    }
    KeAcquireGuardedMutex(&CountMutex);
    MaskCount++;
    KeReleaseGuardedMutex(&CountMutex);
    KeAcquireSpinLock(&BitsLock, &irql);
    KeAcquireSpinLock(&CountLock, &innerIrql);
    MaskBits = 1;
    KeReleaseSpinLock(&CountLock, innerIrql);
    KeReleaseSpinLock(&BitsLock, irql);
    DriverObject->DriverUnload = MaskUnload;
    return AddMask(2);
}
