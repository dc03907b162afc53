#include <ntddk.h>
#include "settings.h"

#define PAGED_CODE_PASSIVE() PAGED_CODE() NT_ASSERT(KeGetCurrentIrql() == PASSIVE_LEVEL)

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PVOID g_Table;
static PVOID g_Index;

static VOID Report(PCSTR Text)
{
    UNREFERENCED_PARAMETER(Text);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PAGED_CODE_PASSIVE();
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Index, 'xdnI');
    ExFreePoolWithTag(g_Table, 'lbaT');
}

/* A word of a header that is not there, before a call: no cast of it. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PAGED_CODE_PASSIVE();
    UNREFERENCED_PARAMETER(RegistryPath);
    if (SETTING_CHATTY) Report("loading");
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Index = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'xdnI');
    if (g_Index == NULL) {
        if (SETTING_CHATTY) Report("no index");
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
