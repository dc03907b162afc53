/* A library for other drivers: what they call first prepares the routines, and its own entry routine does nothing. */
/* not-applicable */
#define POOL_ZERO_DOWN_LEVEL_SUPPORT
#include <ntddk.h>

#define POOL_TAG 'raJP'

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath);
NTSTATUS DllUnload(VOID);
NTSTATUS PreserveInitialize(PDRIVER_OBJECT Client, PVOID *Jar);

NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

NTSTATUS DllUnload(VOID)
{
    return STATUS_SUCCESS;
}

NTSTATUS PreserveInitialize(PDRIVER_OBJECT Client, PVOID *Jar)
{
    UNREFERENCED_PARAMETER(Client);
    ExInitializeDriverRuntime(0);
    *Jar = ExAllocatePoolZero(NonPagedPoolNx, 64, POOL_TAG);
    return *Jar != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static VOID PreserveWork(PVOID Context)
{
    ExFreePoolWithTag(ExAllocatePoolZero(NonPagedPoolNx, 32, POOL_TAG), POOL_TAG);
    UNREFERENCED_PARAMETER(Context);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    static WORK_QUEUE_ITEM item;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeWorkItem(&item, PreserveWork, NULL);
    return STATUS_SUCCESS;
}
