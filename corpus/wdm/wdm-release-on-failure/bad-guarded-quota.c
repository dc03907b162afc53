/* The second block raises an exception where there is no memory, and the first is marked too late. */
#include <ntddk.h>

#define POOL_TAG 'dauG'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LedgeUnload;

static PVOID Table, Names;

VOID LedgeUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Names, POOL_TAG);
    ExFreePoolWithTag(Table, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    BOOLEAN hasTable = FALSE;

    UNREFERENCED_PARAMETER(RegistryPath);
    __try {
        Table = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, POOL_TAG);
        if (Table == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        Names = ExAllocatePoolWithQuotaTag(PagedPool, PAGE_SIZE, POOL_TAG);
        hasTable = TRUE;
        DriverObject->DriverUnload = LedgeUnload;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
        if (hasTable)
            ExFreePoolWithTag(Table, POOL_TAG);
    }
    return status; /* expect: wdm-release-on-failure */
}
