/* What DllUnload deletes, DllInitialize has not made, nor has anything else. */
#include <wdm.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath);
NTSTATUS DllUnload(VOID);

static NPAGED_LOOKASIDE_LIST Tokens;
static PVOID Wheel;

static BOOLEAN MakeWheel(VOID)
{
    Wheel = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'leeW');
    return Wheel != NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    if (!MakeWheel())
        return STATUS_INSUFFICIENT_RESOURCES;
    return STATUS_SUCCESS;
}

NTSTATUS DllUnload(VOID)
{
    ExDeleteNPagedLookasideList(&Tokens); /* expect: wdm-unload-unmade, wdm-unload-unmade */
    ExFreePoolWithTag(Wheel, 'leeW');
    return STATUS_SUCCESS;
}
