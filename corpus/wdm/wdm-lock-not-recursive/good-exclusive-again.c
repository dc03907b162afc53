/* A resource lock may be acquired again, in either way, by who holds it exclusively, and asked for without waiting by who
 * shares it. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SheetUnload;

static ERESOURCE SheetLock;
static EX_PUSH_LOCK PageLock;
static ULONG SheetCount;
static ULONG PageCount;

VOID SheetUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&SheetLock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeResourceLite(&SheetLock);
    ExInitializePushLock(&PageLock);
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&SheetLock, TRUE);
    if (SheetCount == 0) {
        ExAcquireResourceSharedLite(&SheetLock, TRUE);
        ExAcquireResourceExclusiveLite(&SheetLock, TRUE);
        ExReleaseResourceLite(&SheetLock);
        SheetCount = 1;
        ExReleaseResourceLite(&SheetLock);
    }
    ExReleaseResourceLite(&SheetLock);
    ExAcquireResourceSharedLite(&SheetLock, TRUE);
    if (ExAcquireResourceExclusiveLite(&SheetLock, FALSE)) {
        SheetCount++;
        ExReleaseResourceLite(&SheetLock);
    }
    ExReleaseResourceLite(&SheetLock);
    ExAcquirePushLockShared(&PageLock);
    if (PageCount == 0) {
        ExReleasePushLockShared(&PageLock);
        ExAcquirePushLockExclusive(&PageLock);
        PageCount = 1;
        ExReleasePushLockExclusive(&PageLock);
    } else {
        ExReleasePushLockShared(&PageLock);
    }
    KeLeaveCriticalRegion();
    DriverObject->DriverUnload = SheetUnload;
    return STATUS_SUCCESS;
}
