#include <ntddk.h>

/* The unload routine is what a library gives, or the driver's own: which frees the block was not seen. */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */

extern PDRIVER_UNLOAD LibraryUnload;

static PVOID g_Block;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD OwnUnload;

VOID OwnUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Block = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'kclB');
    if (g_Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = LibraryUnload != NULL ? LibraryUnload : OwnUnload;
    return STATUS_SUCCESS;
}
