#include <ntddk.h>

/* The whole driver state; Config reads the path again when a client asks for it. */
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
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Meter.ServiceKey = *RegistryPath; /* expect: wdm-registry-path-copied */
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
