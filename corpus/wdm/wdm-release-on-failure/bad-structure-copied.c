/* The copy is cleared before what it holds was released. */
#include <ntddk.h>

#define MILL_TAG 'lliM'

typedef struct MILL {
    PVOID Stones;
    PVOID Sacks;
    ULONG Count;
} MILL;

static MILL Mill;

static VOID MillUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Mill.Sacks, MILL_TAG);
    ExFreePoolWithTag(Mill.Stones, MILL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    MILL made = {0};

    UNREFERENCED_PARAMETER(RegistryPath);
    made.Stones = ExAllocatePool2(POOL_FLAG_PAGED, 64, MILL_TAG);
    if (made.Stones == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    made.Sacks = ExAllocatePool2(POOL_FLAG_PAGED, 640, MILL_TAG);
    RtlCopyMemory(&Mill, &made, sizeof(Mill));
    if (Mill.Sacks == NULL) {
        RtlZeroMemory(&Mill, sizeof(Mill));
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = MillUnload;
    return STATUS_SUCCESS;
}
