#include <ntddk.h>
#include <wdf.h>

/* As good-in-driver-context-by-helper.c, but the callback is told that there is none. */
typedef struct _WEIR {
    ERESOURCE Gate;
    BOOLEAN HasGate;
} WEIR;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(WEIR, WeirOf)

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD EvtDeviceAdd;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP EvtCleanup;

static WDFWAITLOCK g_Lock;

static NTSTATUS EvtDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static VOID EvtCleanup(WDFOBJECT Object)
{
    if (WeirOf(Object)->HasGate)
        ExDeleteResourceLite(&WeirOf(Object)->Gate);
}

static NTSTATUS Start(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    WEIR *weir;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, WEIR);
    attributes.EvtCleanupCallback = EvtCleanup;
    WDF_DRIVER_CONFIG_INIT(&config, EvtDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    weir = WeirOf(driver);
    weir->HasGate = FALSE;
    ExInitializeResourceLite(&weir->Gate); /* expect: kernel-callbacks-eresource */
    return WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &g_Lock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return Start(DriverObject, RegistryPath); /* expect: kernel-callbacks-eresource */
}
