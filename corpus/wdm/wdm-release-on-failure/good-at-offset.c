#include <ntddk.h>

/* Members that a table of settings tells by where they stand in the extension, and the extension found from its link. */
typedef struct _METER {
    ULONG Flags;
    PVOID Samples;
    PVOID Names;
    PVOID Scratch;
    LIST_ENTRY Link;
} METER, *PMETER;

static PMETER g_Meter;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MeterUnload;

static VOID MeterFree(PLIST_ENTRY link)
{
    PMETER meter = CONTAINING_RECORD(link, METER, Link);

    if (meter->Scratch != NULL) {
        ExFreePoolWithTag(*(PVOID *)((ULONG_PTR)meter + FIELD_OFFSET(METER, Scratch)), 'tteM');
    }
    if (meter->Names != NULL) {
        ExFreePoolWithTag(meter->Names, 'tteM');
    }
    if (meter->Samples != NULL) {
        ExFreePoolWithTag(meter->Samples, 'tteM');
    }
    ExFreePoolWithTag(meter, 'tteM');
}

VOID MeterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MeterFree(&g_Meter->Link);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PMETER meter;
    PVOID block;

    UNREFERENCED_PARAMETER(RegistryPath);
    meter = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(METER), 'tteM');
    if (meter == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'tteM');
    if (block == NULL) {
        ExFreePoolWithTag(meter, 'tteM');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *(PVOID *)((PUCHAR)meter + FIELD_OFFSET(METER, Samples)) = block;
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'tteM');
    if (block == NULL) {
        MeterFree(&meter->Link);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory((PUCHAR)meter + offsetof(METER, Names), &block, sizeof(block));
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, 'tteM');
    if (block == NULL) {
        MeterFree(&meter->Link);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *(PVOID *)&((PUCHAR)meter)[FIELD_OFFSET(METER, Scratch)] = block;
    g_Meter = meter;
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
