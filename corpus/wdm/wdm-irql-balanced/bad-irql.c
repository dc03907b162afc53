#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ULONG g_Processors;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KIRQL irql;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    irql = KeRaiseIrqlToDpcLevel();
    g_Processors = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    if (g_Processors > 64) {
        return STATUS_NOT_SUPPORTED; /* expect: wdm-irql-balanced */
    }
    KeLowerIrql(irql);
    return STATUS_SUCCESS;
}
