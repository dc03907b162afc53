/* Where the wide registers cannot be saved, the floating-point state stays saved. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static XSTATE_SAVE Registers;
static ULONG Scale;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KFLOATING_SAVE floats;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = KeSaveFloatingPointState(&floats);
    if (!NT_SUCCESS(status))
        return status;
    status = KeSaveExtendedProcessorState(XSTATE_MASK_GSSE, &Registers);
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-thread-state */
    Scale = (ULONG)(KeQueryTimeIncrement() * 1.5);
    KeRestoreExtendedProcessorState(&Registers);
    KeRestoreFloatingPointState(&floats);
    return STATUS_SUCCESS;
}
