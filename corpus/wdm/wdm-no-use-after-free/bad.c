/* Blocks are freed before what their members lead to. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MeterUnload;

typedef struct METER {
    HANDLE Key;
    PVOID Samples;
    WCHAR Path[64];
} METER;

static METER *g_Meter;

static VOID FreeMeter(METER *Meter)
{
    ExFreePoolWithTag(Meter, 'reteM');
    ExFreePoolWithTag(Meter->Samples, 'reteM'); /* expect: wdm-no-use-after-free */
}

VOID MeterUnload(PDRIVER_OBJECT DriverObject)
{
    METER *meter = g_Meter;

    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Meter->Samples, 'reteM');
    ExFreePoolWithTag(g_Meter, 'reteM');
    ZwClose(meter->Key); /* expect: wdm-no-use-after-free */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    PVOID scratch;

    g_Meter = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(METER), 'reteM');
    if (g_Meter == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Meter->Samples = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'reteM');
    if (g_Meter->Samples == NULL) {
        ExFreePoolWithTag(g_Meter, 'reteM');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&g_Meter->Key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        FreeMeter(g_Meter);
        return status;
    }
    scratch = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'reteM');
    if (scratch != NULL) {
        ExFreePoolWithTag(scratch, 'reteM');
        RtlCopyMemory(g_Meter->Path, scratch, 64); /* expect: wdm-no-use-after-free */
    }
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
