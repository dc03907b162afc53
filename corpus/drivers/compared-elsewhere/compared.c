/* The answer to a comparison goes through a routine of a library whose source is not here: it may be the same answer. */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
/* verdict: wdm-release-on-failure de-fail-undo-right-object undetermined */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
#include <ntddk.h>

#define LEDGE_TAG 'gdeL'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

BOOLEAN LibSeldom(BOOLEAN Answer);

static PULONG Ledge;
static PVOID Names;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Names, LEDGE_TAG);
    ExFreePoolWithTag(Ledge, LEDGE_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Ledge = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, LEDGE_TAG);
    if (LibSeldom(Ledge == NULL)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Ledge = 1;
    Names = ExAllocatePool2(POOL_FLAG_PAGED, 64, LEDGE_TAG);
    if (Names == NULL) {
        ExFreePoolWithTag(Ledge, LEDGE_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
