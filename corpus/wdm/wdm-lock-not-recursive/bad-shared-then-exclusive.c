/* Who shares a resource lock waits for itself when it asks for all of it; a push lock does not know its owner at all.
 */
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
    ExAcquireResourceSharedLite(&SheetLock, TRUE);
    if (SheetCount == 0) {
        ExAcquireResourceExclusiveLite(&SheetLock, TRUE); /* expect: wdm-lock-not-recursive */
        SheetCount = 1;
        ExReleaseResourceLite(&SheetLock);
    }
    ExReleaseResourceLite(&SheetLock);
    ExAcquirePushLockShared(&PageLock);
    if (PageCount == 0) {
        ExAcquirePushLockExclusive(&PageLock); /* expect: wdm-lock-not-recursive */
        PageCount = 1;
        ExReleasePushLockExclusive(&PageLock);
    }
    ExReleasePushLockShared(&PageLock); /* expect: wdm-lock-balance */
    KeLeaveCriticalRegion();
    DriverObject->DriverUnload = SheetUnload;
    return STATUS_SUCCESS;
}
