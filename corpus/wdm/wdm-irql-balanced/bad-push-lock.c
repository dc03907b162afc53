/* A push lock and a shared hold on a resource lock are kept on the way that fails. */
#include <ntifs.h>

#define POOL_TAG 'kluB'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BulkUnload;

static EX_PUSH_LOCK BulkLock;
static ERESOURCE BulkResource;
static PVOID Bulk;

VOID BulkUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Bulk, POOL_TAG);
    ExDeleteResourceLite(&BulkResource);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializePushLock(&BulkLock);
    ExInitializeResourceLite(&BulkResource);
    KeEnterCriticalRegion();
    ExAcquirePushLockExclusive(&BulkLock);
    ExAcquireResourceSharedLite(&BulkResource, TRUE);
    Bulk = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, POOL_TAG);
    if (Bulk == NULL) {
        KeLeaveCriticalRegion();
        ExReleaseResourceLite(&BulkResource);
        ExDeleteResourceLite(&BulkResource);
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-irql-balanced */
    }
    ExReleaseResourceLite(&BulkResource);
    ExReleasePushLockExclusive(&BulkLock);
    KeLeaveCriticalRegion();
    DriverObject->DriverUnload = BulkUnload;
    return STATUS_SUCCESS;
}
