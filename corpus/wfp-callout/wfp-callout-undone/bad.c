#include <ntddk.h>
#include <fwpsk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SieveUnload;

static const GUID InboundKey = {0x2c6f1d0a, 0x51b3, 0x4f0e, {0x8d, 0x27, 0x60, 0x1e, 0x44, 0x9b, 0x70, 0x15}};
static const GUID OutboundKey = {0x2c6f1d0b, 0x51b3, 0x4f0e, {0x8d, 0x27, 0x60, 0x1e, 0x44, 0x9b, 0x70, 0x15}};
static PDEVICE_OBJECT Device;
static UINT32 InboundId, OutboundId;
static HANDLE Injection;

VOID SieveClassify(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Meta, PVOID Data,
                   const VOID *Context, const FWPS_FILTER1 *Filter, UINT64 Flow, FWPS_CLASSIFY_OUT0 *Out);
NTSTATUS SieveNotify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID *Key, FWPS_FILTER1 *Filter);

VOID SieveUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FwpsCalloutUnregisterById(OutboundId);
    FwpsCalloutUnregisterById(InboundId);
    FwpsInjectionHandleDestroy(Injection);
    IoDeleteDevice(Device);
}

static NTSTATUS RegisterCallout(const GUID *Key, UINT32 *Id)
{
    FWPS_CALLOUT1 callout = {0};

    callout.calloutKey = *Key;
    callout.classifyFn = SieveClassify;
    callout.notifyFn = SieveNotify;
    return FwpsCalloutRegister(Device, &callout, Id);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SieveUnload;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        return status;
    status = FwpsInjectionHandleCreate(AF_UNSPEC, FWPS_INJECTION_TYPE_TRANSPORT, &Injection);
    if (!NT_SUCCESS(status))
        goto delete_device;
    status = RegisterCallout(&InboundKey, &InboundId);
    if (!NT_SUCCESS(status))
        goto destroy_handle;
    status = RegisterCallout(&OutboundKey, &OutboundId);
    if (!NT_SUCCESS(status))
        goto destroy_handle;
    return STATUS_SUCCESS;

destroy_handle:
    FwpsInjectionHandleDestroy(Injection);
delete_device:
    IoDeleteDevice(Device);
    return status; /* expect: wfp-callout-undone */
}
