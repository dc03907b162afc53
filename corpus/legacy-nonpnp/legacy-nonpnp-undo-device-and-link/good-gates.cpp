#include <ntddk.h>
#include <fwpsk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD WeirUnload;

static const GUID c_inbound = {0x5b1c, 1, 2, {3, 4, 5, 6, 7, 8, 9, 10}};

static void NTAPI Classify(const FWPS_INCOMING_VALUES *, const FWPS_INCOMING_METADATA_VALUES *, void *, const void *,
                           const FWPS_FILTER *, UINT64, FWPS_CLASSIFY_OUT *)
{
}

static NTSTATUS NTAPI Notify(FWPS_CALLOUT_NOTIFY_TYPE, const GUID *, FWPS_FILTER *)
{
    return STATUS_SUCCESS;
}

/* The names without a number are those of pointers, as are the numbered ones. */
struct Gate {
    const GUID *key;
    FWPS_CALLOUT_CLASSIFY_FN classify;
    FWPS_CALLOUT_NOTIFY_FN notify;
};

static const Gate c_gates[] = {
    {&c_inbound, Classify, Notify},
};

static UINT32 g_ids[ARRAYSIZE(c_gates)];
static PDEVICE_OBJECT g_device;

static void Close()
{
    for (auto &id : g_ids) {
        if (id != 0) {
            FwpsCalloutUnregisterById(id);
            id = 0;
        }
    }
    IoDeleteDevice(g_device);
}

extern "C" VOID WeirUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Close();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UINT32 *id = g_ids;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = WeirUnload;
    status = IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &g_device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    for (const auto &gate : c_gates) {
        FWPS_CALLOUT callout = {};

        callout.calloutKey = *gate.key;
        callout.classifyFn = gate.classify;
        callout.notifyFn = gate.notify;
        status = FwpsCalloutRegister(g_device, &callout, id++);
        if (!NT_SUCCESS(status)) {
            Close();
            return status;
        }
    }
    return STATUS_SUCCESS;
}
