#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LateUnload;
DRIVER_REINITIALIZE LateStart;

VOID LateUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

VOID LateStart(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KdPrint(("late: start %lu from %wZ\n", Count, (PUNICODE_STRING)Context));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = LateUnload;
    IoRegisterDriverReinitialization(DriverObject, LateStart, RegistryPath); /* expect: wdm-registry-path-copied */
    return STATUS_SUCCESS;
}
