#include <ntddk.h>

/* What prints stands in a header that is made by the build. */
#include "ringtrace.tmh"

#define RING_TAG 'gniR'

static PVOID g_Ring;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    TRACE_ENTER(TRACE_FLAG_UNLOAD);
    RINGDEBUG(RING_LOUD, "[%p] unloading\n", DriverObject);
    if (g_Ring == NULL)
        DbgRaiseAssertionFailure();
    else
        ExFreePoolWithTag(g_Ring, RING_TAG);
    TRACE_EXIT(TRACE_FLAG_UNLOAD);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, RING_TAG);
    return g_Ring != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
