/* not-applicable */
/* A library beside the driver's own entry: what DllUnload deletes, DllInitialize has made. */
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
    ExInitializeNPagedLookasideList(&Tokens, NULL, NULL, POOL_NX_ALLOCATION, 64, 'leeW', 0);
    return STATUS_SUCCESS;
}

NTSTATUS DllUnload(VOID)
{
    ExDeleteNPagedLookasideList(&Tokens);
    ExFreePoolWithTag(Wheel, 'leeW');
    return STATUS_SUCCESS;
}
