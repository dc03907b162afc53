#include <ntddk.h>

static PVOID g_Code, g_Data, g_More;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Code);
    ExFreePool(g_Data);
    ExFreePool(g_More);
}

/* The first block holds code, and says so; the second says that it does not. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Code = ExAllocatePoolWithTag(NonPagedPoolExecute, 64, 'edoC');
    if (g_Code == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Data = ExAllocatePoolWithTag(NonPagedPool | POOL_NX_ALLOCATION, 64, 'ataD');
    if (g_Data == NULL) {
        ExFreePool(g_Code);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
    g_More = ExAllocatePoolWithTag(NonPagedPool, 64, 'eroM');
    if (g_More == NULL) {
        ExFreePool(g_Code);
        ExFreePool(g_Data);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
