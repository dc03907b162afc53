#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static struct {
    PVOID Index;
    PVOID Pages;
} Atlas;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Atlas.Pages, 'ltaA');
    ExFreePoolWithTag(Atlas.Index, 'ltaA');
}

static NTSTATUS OpenAtlas(VOID)
{
    Atlas.Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'ltaA');
    if (Atlas.Index == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Atlas.Pages = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'ltaA');
    if (Atlas.Pages == NULL) {
        ExFreePoolWithTag(Atlas.Index, 'ltaA');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Atlas");
}

/* Each of the two is told of. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return OpenAtlas(); /* expect: wdm-release-on-failure, wdm-release-on-failure */
}
