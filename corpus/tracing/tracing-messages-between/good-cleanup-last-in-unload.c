#include <ntddk.h>
#include "trace.h"
#include "shelf.tmh"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Shelf;

static VOID EmptyShelf(VOID)
{
    if (g_Shelf == NULL)
        return;
    ExFreePool(g_Shelf);
    g_Shelf = NULL;
    TraceEvents(TRACE_LEVEL_INFORMATION, DBG_INIT, "empty");
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    TraceEvents(TRACE_LEVEL_INFORMATION, DBG_INIT, "Unload");
    EmptyShelf();
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    g_Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'flhS');
    if (g_Shelf == NULL) {
        WPP_CLEANUP(DriverObject);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
