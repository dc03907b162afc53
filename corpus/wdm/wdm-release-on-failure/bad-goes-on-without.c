/* The driver can do without its cache and its notification, but Unload cannot. */
#include <ntddk.h>

#define POOL_TAG 'hcaC'

typedef struct _STORE {
    PVOID Cache;
    PVOID Log;
    BOOLEAN HasAll;
} STORE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StoreUnload;
DRIVER_NOTIFICATION_CALLBACK_ROUTINE OnArrival;

static STORE Store;
static PVOID Notification;

VOID StoreUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoUnregisterPlugPlayNotification(Notification); /* expect: wdm-release-on-failure */
    ExFreePoolWithTag(Store.Cache, POOL_TAG);       /* expect: wdm-release-on-failure */
    ExFreePoolWithTag(Store.Log, POOL_TAG);
}

NTSTATUS OnArrival(PVOID Structure, PVOID Context)
{
    UNREFERENCED_PARAMETER(Structure);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Store.HasAll = TRUE;
    Store.Log = ExAllocatePool2(POOL_FLAG_PAGED, 128, POOL_TAG);
    if (Store.Log == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Store.Cache = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, POOL_TAG);
    if (Store.Cache == NULL)
        Store.HasAll = FALSE;
    status = IoRegisterPlugPlayNotification(EventCategoryHardwareProfileChange, 0, NULL, DriverObject, OnArrival, NULL,
                                            &Notification);
    if (!NT_SUCCESS(status)) {
        Store.HasAll = FALSE;
        status = STATUS_SUCCESS;
    }
    DriverObject->DriverUnload = StoreUnload;
    return status;
}
