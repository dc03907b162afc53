/* undetermined-ok */
#include <ntddk.h>

#define PIER_TAG 'reiP'
#define MOST_PIERS 32

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD PierUnload;

static PVOID Piers[MOST_PIERS];
static ULONG PierCount;

static VOID TakeDown(VOID)
{
    while (PierCount > 0)
        ExFreePoolWithTag(Piers[--PierCount], PIER_TAG);
}

static VOID PierUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    TakeDown();
}

/* How many are built is what the registry path's length says. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG wanted = RegistryPath->Length / 16;

    DriverObject->DriverUnload = PierUnload;
    for (PierCount = 0; PierCount < wanted && PierCount < MOST_PIERS; PierCount++) {
        Piers[PierCount] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, PIER_TAG);
        if (Piers[PierCount] == NULL) {
            TakeDown();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}
