/* models: legacy-nonpnp wfp-callout */
#include <ntddk.h>
#include <fwpsk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static const GUID CalloutKey = {0x5a1f0c3e, 0x1c2b, 0x4e0d, {0x9a, 0x7b, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66}};
static PDEVICE_OBJECT Device;
static UINT32 CalloutId;

VOID Classify(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Meta, PVOID Data,
              const VOID *Context, const FWPS_FILTER1 *Filter, UINT64 Flow, FWPS_CLASSIFY_OUT0 *Out);
NTSTATUS Notify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID *Key, FWPS_FILTER1 *Filter);

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    (VOID)FwpsCalloutUnregisterById0(CalloutId);
    IoDeleteDevice(Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    FWPS_CALLOUT1 callout = {0};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        return status;
    callout.calloutKey = CalloutKey;
    callout.classifyFn = Classify;
    callout.notifyFn = Notify;
    status = FwpsCalloutRegister1(Device, &callout, &CalloutId);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Device);
        return status;
    }
    Device->Flags &= ~DO_DEVICE_INITIALIZING;
    return status;
}
