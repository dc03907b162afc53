#include <ntddk.h>
#include <fwpsk.h>

/* The routines of the callout are lambdas in its initialiser. */
static const GUID g_Key = {0x6c6f1d0a, 0x51b3, 0x4f0e, {0x8d, 0x27, 0x60, 0x1e, 0x44, 0x9b, 0x70, 0x15}};
static PDEVICE_OBJECT g_Device;
static UINT32 g_Id;

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FwpsCalloutUnregisterById0(g_Id);
    IoDeleteDevice(g_Device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    FWPS_CALLOUT1 callout{.calloutKey = g_Key,
                          .classifyFn = [](const FWPS_INCOMING_VALUES0 *, const FWPS_INCOMING_METADATA_VALUES0 *,
                                           void *, const void *, const FWPS_FILTER1 *, UINT64,
                                           FWPS_CLASSIFY_OUT0 *out) { out->actionType = FWP_ACTION_PERMIT; },
                          .notifyFn = [](FWPS_CALLOUT_NOTIFY_TYPE, const GUID *, FWPS_FILTER1 *) -> NTSTATUS {
                              return STATUS_SUCCESS;
                          }};
    status = FwpsCalloutRegister1(g_Device, &callout, &g_Id);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
    }
    return status;
}
