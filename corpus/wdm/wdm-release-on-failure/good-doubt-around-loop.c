/* Whichever way is taken before, what fails behind it frees the table. */
#include <ntddk.h>

#define TAG 'tboD'

static PVOID Table;
static LONG Seen;

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
    LONG sum = 1, step = 2, mode = 2;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (IsAsked())
        step = 1;
    if (IsAsked())
        mode = 1;
    Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, TAG);
    if (Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    if (mode == 1) {
        DbgPrint("mode 1\n");
        if (IsAsked())
            DbgPrint("asked\n");
        for (;;) {
            DbgPrint("round\n");
            if (step == 1)
                sum = sum + 1;
            else
                sum = 7;
            if (IsAsked())
                break;
        }
        Seen = sum;
    } else {
        Seen = 3;
    }
    if (IsAsked()) {
        ExFreePoolWithTag(Table, TAG);
        return STATUS_INTERNAL_ERROR;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
