/* Whether a part of the driver is on is asked of a routine that is not in the sources, each time anew: that it says the
 * same each time is not known, nor that it does not. */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
/* verdict: wdm-release-on-failure de-fail-undo-right-object undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <ntddk.h>

#define TAG 'kssA'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

BOOLEAN LibraryIsTracing(VOID);

static PVOID g_Trace, g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Table, TAG);
}

static VOID StopTrace(VOID)
{
    if (LibraryIsTracing())
        ExFreePoolWithTag(g_Trace, TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    if (LibraryIsTracing()) {
        g_Trace = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, TAG);
        if (!g_Trace)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, TAG);
    if (!g_Table) {
        StopTrace();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    StopTrace();
    return STATUS_SUCCESS;
}
