#include <ntddk.h>
#include <fwpsk.h>

/* The callouts are taken back by their keys; nobody keeps their ids. */
static const GUID g_Keys[2] = {{1, 2, 3, {4}}, {1, 2, 4, {4}}};
static PDEVICE_OBJECT g_Device;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
VOID NTAPI LockClassify(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Meta, void *Data,
                        const void *Context, const FWPS_FILTER1 *Filter, UINT64 Flow, FWPS_CLASSIFY_OUT0 *Out);
NTSTATUS NTAPI LockNotify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID *Key, FWPS_FILTER1 *Filter);

static NTSTATUS Register(const GUID *Key)
{
    FWPS_CALLOUT1 callout = {0};
    UINT32 id;

    callout.calloutKey = *Key;
    callout.classifyFn = LockClassify;
    callout.notifyFn = LockNotify;
    return FwpsCalloutRegister1(g_Device, &callout, &id);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FwpsCalloutUnregisterByKey0(&g_Keys[1]);
    FwpsCalloutUnregisterByKey0(&g_Keys[0]);
    IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status))
        return status;
    status = Register(&g_Keys[0]);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
        return status;
    }
    status = Register(&g_Keys[1]);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
    }
    return status; /* expect: wfp-callout-undone */
}
