/* Within a round the number is the one that was counted, whichever way it was copied: no round fails. */
#include <ntddk.h>

#define TAG 'ypoC'

static PVOID Table;

static BOOLEAN IsAsked(VOID)
{
    return (KeQueryInterruptTime() & 1) != 0;
}

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table, TAG);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LONG index = 1, number = 2;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (IsAsked())
        number = 1;
    Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, TAG);
    if (Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (;;) {
        LONG counted = index;

        if (IsAsked())
            number = counted;
        else
            number = index;
        if (IsAsked())
            DbgPrint("round %d\n", number);
        if (number != index)
            return STATUS_INTERNAL_ERROR;
        if (IsAsked())
            break;
        index += IsAsked() ? 1 : 2;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
