/* The helper answers with no table where there is no memory for one, and the entry goes on: whether the driver can do
 * without it is not told. */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
#include <ntddk.h>

#define TOLD_TAG 'dloT'

typedef struct _TABLE {
    ULONG Count;
    ULONG Places[15];
} TABLE, *PTABLE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PTABLE Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Table)
        ExFreePoolWithTag(Table, TOLD_TAG);
}

static PTABLE MakeTable(ULONG Count)
{
    PTABLE made = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(TABLE), TOLD_TAG);

    if (!made)
        return NULL;
    made->Count = Count;
    return made;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Table = MakeTable(RegistryPath->Length);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
