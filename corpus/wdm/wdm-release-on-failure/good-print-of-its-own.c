#include <ntddk.h>
#include <stdarg.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PULONG g_Table;
static PULONG g_Index;

/* It prints, whatever it is given. */
static VOID Say(ULONG Level, ULONG Count, ...)
{
    va_list list;

    va_start(list, Count);
    vDbgPrintEx(DPFLTR_IHVDRIVER_ID, Level, "%p\n", list);
    va_end(list);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Index, 'xdnI');
    ExFreePoolWithTag(g_Table, 'lbaT');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Table = (PULONG)ExAllocatePool2(POOL_FLAG_NON_PAGED, 64 * sizeof(ULONG), 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Say(3, 1, g_Table);
    g_Index = (PULONG)ExAllocatePool2(POOL_FLAG_NON_PAGED, 64 * sizeof(ULONG), 'xdnI');
    if (g_Index == NULL) {
        ExFreePoolWithTag(g_Table, 'lbaT');
        Say(1, 0);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
