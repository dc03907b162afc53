/* Unload stops the drum and forgets the beat: the routine that would stop it is named nowhere, and never runs. */
#include "beat.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    DrumStop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = DrumStart();
    if (!NT_SUCCESS(status))
        return status;
    status = BeatStart();
    if (!NT_SUCCESS(status)) {
        DrumStop();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
