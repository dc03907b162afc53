#include <ntddk.h>
#include <wdf.h>
#include <fwpsk.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD SieveUnload;

static const GUID InboundKey = {0x2c6f1d0a, 0x51b3, 0x4f0e, {0x8d, 0x27, 0x60, 0x1e, 0x44, 0x9b, 0x70, 0x15}};
static PDEVICE_OBJECT Device;
static UINT32 InboundId;
static HANDLE Injection;

VOID SieveClassify(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Meta, PVOID Data,
                   const VOID *Context, const FWPS_FILTER1 *Filter, UINT64 Flow, FWPS_CLASSIFY_OUT0 *Out);
NTSTATUS SieveNotify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID *Key, FWPS_FILTER1 *Filter);

VOID SieveUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    FwpsCalloutUnregisterById(InboundId);
    FwpsInjectionHandleDestroy(Injection);
}

static NTSTATUS RegisterCallout(const GUID *Key, UINT32 *Id)
{
    FWPS_CALLOUT1 callout = {0};

    callout.calloutKey = *Key;
    callout.classifyFn = SieveClassify;
    callout.notifyFn = SieveNotify;
    return FwpsCalloutRegister(Device, &callout, Id); /* expect: wfp-callout-device-first */
}

static NTSTATUS MakeDevice(WDFDRIVER Driver)
{
    PWDFDEVICE_INIT init = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_KERNEL_ONLY);
    WDFDEVICE device;
    NTSTATUS status;

    if (init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WdfDeviceInitSetDeviceType(init, FILE_DEVICE_NETWORK);
    WdfDeviceInitSetCharacteristics(init, FILE_DEVICE_SECURE_OPEN, FALSE);
    status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, &device);
    if (!NT_SUCCESS(status)) {
        WdfDeviceInitFree(init);
        return status;
    }
    WdfControlFinishInitializing(device);
    Device = WdfDeviceWdmGetDeviceObject(device);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = SieveUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    status = FwpsInjectionHandleCreate(AF_UNSPEC, FWPS_INJECTION_TYPE_TRANSPORT, &Injection);
    if (!NT_SUCCESS(status))
        return status;
    status = RegisterCallout(&InboundKey, &InboundId);
    if (!NT_SUCCESS(status))
        goto destroy_handle;
    status = MakeDevice(driver);
    if (!NT_SUCCESS(status))
        goto unregister_inbound;
    return STATUS_SUCCESS;

unregister_inbound:
    FwpsCalloutUnregisterById(InboundId);
destroy_handle:
    FwpsInjectionHandleDestroy(Injection);
    return status;
}
