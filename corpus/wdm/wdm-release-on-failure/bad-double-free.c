#include <ntddk.h>

#define NAME_TAG 'emaN'

static PWSTR g_Name;
static PVOID g_Buffer;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Buffer, NAME_TAG);
    ExFreePoolWithTag(g_Name, NAME_TAG);
}

static NTSTATUS MakeBuffer(VOID)
{
    g_Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, NAME_TAG);
    if (g_Buffer == NULL) {
        ExFreePoolWithTag(g_Name, NAME_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Name = ExAllocatePool2(POOL_FLAG_PAGED, 128, NAME_TAG);
    if (g_Name == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = MakeBuffer();
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(g_Name, NAME_TAG); /* expect: wdm-release-on-failure */
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
