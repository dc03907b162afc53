#include <ntddk.h>
#include <wdf.h>

/* The cleanup callback deletes what the entry has made, and asks first for what a device may have set. */
typedef struct _DESK {
    ULONG Open;
} DESK;

static WDFCOLLECTION g_Papers;
static DESK *g_Desk;

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD DeviceAdd;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP Cleanup;

static NTSTATUS DeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static VOID Cleanup(WDFOBJECT Object)
{
    UNREFERENCED_PARAMETER(Object);
    if (g_Papers != NULL) {
        WdfObjectDelete(g_Papers);
    }
    if (g_Desk != NULL) {
        g_Desk->Open = 0;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, DeviceAdd);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = Cleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    return WdfCollectionCreate(WDF_NO_OBJECT_ATTRIBUTES, &g_Papers);
}
