#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static KSPIN_LOCK g_Lock;
static LIST_ENTRY g_List;
static LIST_ENTRY g_First;
static ULONG g_Limit;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KIRQL irql;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeSpinLock(&g_Lock);
    InitializeListHead(&g_List);
    KeAcquireSpinLock(&g_Lock, &irql);
    if (g_Limit == 0) {
        return STATUS_INVALID_PARAMETER; /* expect: wdm-irql-balanced */
    }
    InsertTailList(&g_List, &g_First);
    KeReleaseSpinLock(&g_Lock, irql);
    return STATUS_SUCCESS;
}
