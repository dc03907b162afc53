/* not-applicable */
/* The address of a member of what null points to is its offset: no pointer is followed. */
#include <ntddk.h>

#define RECORD_OF(at, type, member) ((type *)((PUCHAR)(at) - (PUCHAR)&((type *)0)->member))

typedef struct _STITCH {
    ULONG Turns;
    LIST_ENTRY Row;
} STITCH;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PLIST_ENTRY Knitted;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(RECORD_OF(Knitted, STITCH, Row), 'tinK');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    STITCH *stitch = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *stitch, 'tinK');

    UNREFERENCED_PARAMETER(RegistryPath);
    if (stitch == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Knitted = &stitch->Row;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
