#include <ntddk.h>

#define METER_TAG 'rteM'

typedef struct _METER_GLOBALS {
    UNICODE_STRING ServiceKey;
    PDEVICE_OBJECT Device;
} METER_GLOBALS;

static METER_GLOBALS Meter;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MeterUnload;

VOID MeterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KdPrint(("meter: %wZ goes\n", &Meter.ServiceKey));
    ExFreePoolWithTag(Meter.ServiceKey.Buffer, METER_TAG);
    Meter.ServiceKey.Buffer = NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Meter.ServiceKey.Length = 0;
    Meter.ServiceKey.MaximumLength = RegistryPath->MaximumLength;
    Meter.ServiceKey.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->MaximumLength, METER_TAG);
    if (Meter.ServiceKey.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyUnicodeString(&Meter.ServiceKey, RegistryPath);
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
