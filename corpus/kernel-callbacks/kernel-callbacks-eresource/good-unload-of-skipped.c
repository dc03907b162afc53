/* The lock is made on multiprocessor machines alone, and the unload routine asks for what was made before it. */
#include <ntddk.h>

static ERESOURCE Lock;
static PVOID Log;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Log == NULL)
        return;
    ExDeleteResourceLite(&Lock);
    ExFreePoolWithTag(Log, 'goL ');
}

static NTSTATUS Begin(VOID)
{
    if (KeQueryActiveProcessorCount(NULL) == 1)
        return STATUS_SUCCESS;
    Log = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'goL ');
    if (Log == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ExInitializeResourceLite(&Lock);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return Begin();
}
