#include <ntddk.h>

/* The mode may lack the bit: then the block is left behind. */
#define POOL_TAG 'kswM'

enum { MODE_TRACE = 1, MODE_BASE = 4 };

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MaskUnload;

static PVOID g_Log;
extern ULONG g_WantsTrace;

VOID MaskUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Log, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG mode = g_WantsTrace != 0;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Log = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, POOL_TAG);
    if (g_Log == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    mode |= g_WantsTrace & MODE_BASE;
    switch (mode) {
    case 0:
    case MODE_TRACE:
        return STATUS_INVALID_DEVICE_STATE; /* expect: wdm-release-on-failure */
    default:
        break;
    }
    DriverObject->DriverUnload = MaskUnload;
    return STATUS_SUCCESS;
}
