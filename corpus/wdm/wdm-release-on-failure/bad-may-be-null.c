/* With this flag no exception is raised: there may be no block. */
#include <ntifs.h>

#define TAG 'lluN'

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID block = ExAllocatePoolWithQuotaTag(PagedPool | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, 64, TAG);

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    ExFreePoolWithTag(block, TAG); /* expect: wdm-release-on-failure */
    return STATUS_SUCCESS;
}
