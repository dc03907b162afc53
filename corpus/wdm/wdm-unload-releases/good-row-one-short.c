/* Two rows, which the unload routine empties in ways of its own. */
#include <ntddk.h>

#define RINGS 4

typedef struct RING {
    PVOID Memory;
    ULONG Head;
} RING;

static RING Rings[RINGS];
static PVOID Shadows[RINGS];

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID FreeRings(ULONG Count)
{
    while (Count-- > 0)
        ExFreePoolWithTag(Rings[Count].Memory, 'gniR');
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < RINGS; i++)
        ExFreePoolWithTag(Rings[i].Memory, 'gniR');
    ExFreePoolWithTag(Shadows[0], 'dahS');
    for (i = RINGS - 1; i > 0; i--)
        ExFreePoolWithTag(Shadows[i], 'dahS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < RINGS; i++) {
        Rings[i].Memory = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'gniR');
        if (Rings[i].Memory == NULL) {
            FreeRings(i);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    for (i = 0; i < RINGS; i++)
        Shadows[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, PAGE_SIZE, 'dahS');
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
