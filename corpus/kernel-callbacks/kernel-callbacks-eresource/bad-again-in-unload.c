/* One lock is deleted where the entry succeeds, the other twice in unloading. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LathUnload;

static ERESOURCE g_Tool, g_Work;

static VOID DropLocks(VOID)
{
    ExDeleteResourceLite(&g_Tool); /* expect: kernel-callbacks-eresource */
    ExDeleteResourceLite(&g_Work); /* expect: kernel-callbacks-eresource */
}

VOID LathUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&g_Work);
    DropLocks();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ExInitializeResourceLite(&g_Tool);
    ExInitializeResourceLite(&g_Work);
    if (RegistryPath->Length > 100) {
        ExDeleteResourceLite(&g_Tool);
        ExInitializeResourceLite(&g_Tool);
    }
    ExDeleteResourceLite(&g_Tool);
    DriverObject->DriverUnload = LathUnload;
    return STATUS_SUCCESS;
}
