#include <ntddk.h>
#include <wdf.h>

/* Whoever asks for the context of the driver, by whatever handle, is given the same one. */
typedef struct _QUARRY {
    PVOID Stone;
    PVOID Gravel;
} QUARRY;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(QUARRY, QuarryOf)

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD EvtDeviceAdd;
static EVT_WDF_DRIVER_UNLOAD EvtUnload;

static WDFWAITLOCK g_Lock;

static NTSTATUS EvtDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static VOID EvtUnload(WDFDRIVER Driver)
{
    ExFreePoolWithTag(QuarryOf(Driver)->Gravel, 'rauQ');
    ExFreePoolWithTag(QuarryOf(Driver)->Stone, 'rauQ');
}

static VOID Undo(VOID)
{
    QUARRY *quarry = WdfObjectGetTypedContext(WdfGetDriver(), QUARRY);

    if (quarry->Gravel != NULL)
        ExFreePoolWithTag(quarry->Gravel, 'rauQ');
    ExFreePoolWithTag(quarry->Stone, 'rauQ');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, QUARRY);
    WDF_DRIVER_CONFIG_INIT(&config, EvtDeviceAdd);
    config.EvtDriverUnload = EvtUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    QuarryOf(driver)->Stone = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'rauQ');
    if (QuarryOf(driver)->Stone == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    QuarryOf(driver)->Gravel = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'rauQ');
    status = QuarryOf(driver)->Gravel != NULL ? WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &g_Lock)
                                              : STATUS_INSUFFICIENT_RESOURCES;
    if (!NT_SUCCESS(status))
        Undo();
    return status;
}
