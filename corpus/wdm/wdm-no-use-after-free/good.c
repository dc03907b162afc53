/* What a block leads to goes first; a pointer that leads to another block by then is none to a freed one. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MeterUnload;

typedef struct METER {
    struct METER *Next;
    HANDLE Key;
    PVOID Samples;
    WCHAR Path[64];
} METER;

static METER *g_Meters;

static VOID FreeMeter(METER *Meter)
{
    if (Meter->Samples != NULL) {
        ExFreePoolWithTag(Meter->Samples, 'reteM');
        Meter->Samples = NULL;
    }
    ZwClose(Meter->Key);
    ExFreePoolWithTag(Meter, 'reteM');
}

VOID MeterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    while (g_Meters != NULL) {
        METER *meter = g_Meters;

        g_Meters = meter->Next;
        FreeMeter(meter);
    }
}

/* A larger block for each try. */
static NTSTATUS ReadPath(HANDLE Key, METER *Meter)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Path");
    KEY_VALUE_PARTIAL_INFORMATION *value = NULL;
    ULONG size = 64;
    NTSTATUS status;

    do {
        if (value != NULL) {
            ExFreePoolWithTag(value, 'reteM');
        }
        size *= 2;
        value = ExAllocatePool2(POOL_FLAG_PAGED, size, 'reteM');
        if (value == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        value->DataLength = 0;
        status = ZwQueryValueKey(Key, &name, KeyValuePartialInformation, value, size, &size);
    } while (status == STATUS_BUFFER_OVERFLOW);
    if (NT_SUCCESS(status)) {
        RtlCopyMemory(Meter->Path, value->Data, sizeof(Meter->Path));
    }
    ExFreePoolWithTag(value, 'reteM');
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    METER *meter;
    NTSTATUS status;

    meter = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(METER), 'reteM');
    if (meter == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&meter->Key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(meter, 'reteM');
        return status;
    }
    status = ReadPath(meter->Key, meter);
    if (!NT_SUCCESS(status)) {
        FreeMeter(meter);
        return status;
    }
    meter->Samples = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'reteM');
    if (meter->Samples == NULL) {
        FreeMeter(meter);
        meter = NULL;
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    meter->Next = g_Meters;
    g_Meters = meter;
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
