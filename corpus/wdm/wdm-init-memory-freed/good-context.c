#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static DRIVER_REINITIALIZE Later;

static VOID Later(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(Count);
    ExFreePool(Context);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID context;

    UNREFERENCED_PARAMETER(RegistryPath);
    context = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'txtC');
    if (context == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoRegisterDriverReinitialization(DriverObject, Later, context);
    return STATUS_SUCCESS;
}
