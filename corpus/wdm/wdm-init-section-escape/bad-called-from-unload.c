#include <ntddk.h>

static ULONG g_Level;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static VOID ResetLevel(VOID);

#pragma alloc_text(INIT, DriverEntry, ResetLevel)
#pragma alloc_text(PAGE, Unload)

static VOID ResetLevel(VOID)
{
    g_Level = 0;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ResetLevel(); /* expect: wdm-init-section-escape */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ResetLevel();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
