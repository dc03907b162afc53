#include <errno.h>
#include <ntddk.h>

DRIVER_UNLOAD SampleUnload;

static PVOID Table, Names;

static void SampleFree(void)
{
    if (Names)
        ExFreePoolWithTag(Names, 'nmaS');
    if (Table)
        ExFreePoolWithTag(Table, 'tmaS');
    Names = Table = NULL;
}

VOID SampleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    SampleFree();
}

/* Codes of the C library are known: none of them is zero, nor is what is below zero then. */
static int SampleMake(void)
{
    int rc = 0;

    Table = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'tmaS');
    if (!Table) {
        rc = -ENOMEM;
        goto out;
    }
    Names = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'nmaS');
    if (!Names) {
        rc = -ENOMEM;
        goto out;
    }
out:
    if (rc)
        SampleFree();
    return rc;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    if (SampleMake() < 0)
        return STATUS_INSUFFICIENT_RESOURCES;
    DriverObject->DriverUnload = SampleUnload;
    return STATUS_SUCCESS;
}
