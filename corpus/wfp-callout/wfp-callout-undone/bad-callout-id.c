/* The id of a callout is kept in a global, but the cleanup asks another one. */
#include <ntddk.h>
#include <fwpsk.h>
#include <fwpmk.h>

static PDEVICE_OBJECT GateDevice;
static HANDLE GateEngine;
static UINT32 GateCalloutId, GateFilterId;

VOID NTAPI GateClassify(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Meta, void *Data,
                        const void *Context, const FWPS_FILTER1 *Filter, UINT64 Flow, FWPS_CLASSIFY_OUT0 *Out);
NTSTATUS NTAPI GateNotify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID *Key, FWPS_FILTER1 *Filter);

static VOID CloseGate(VOID)
{
    if (GateFilterId != 0)
        FwpsCalloutUnregisterById(GateCalloutId);
    if (GateEngine)
        FwpmEngineClose(GateEngine);
    IoDeleteDevice(GateDevice);
}

static VOID GateUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CloseGate();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    FWPS_CALLOUT1 callout = {0};
    FWPM_CALLOUT described = {0};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &GateDevice);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = GateUnload;
    callout.classifyFn = GateClassify;
    callout.notifyFn = GateNotify;
    status = FwpmEngineOpen(NULL, RPC_C_AUTHN_WINNT, NULL, NULL, &GateEngine);
    if (NT_SUCCESS(status))
        status = FwpsCalloutRegister1(GateDevice, &callout, &GateCalloutId); /* expect: wfp-callout-undone */
    if (NT_SUCCESS(status))
        status = FwpmCalloutAdd(GateEngine, &described, NULL, NULL);
    if (!NT_SUCCESS(status))
        CloseGate();
    return status; /* expect: wfp-callout-undone */
}
