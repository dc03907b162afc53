#include <ntddk.h>

/* All routines come from a table that another file makes: that there is no unload routine is not known. */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */

typedef struct _ROUTINES {
    PDRIVER_UNLOAD Unload;
} ROUTINES;

const ROUTINES *FindRoutines(VOID);

static PVOID g_Block;

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    const ROUTINES *routines = FindRoutines();

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Block = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'kclB');
    if (g_Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = routines->Unload;
    return STATUS_SUCCESS;
}
