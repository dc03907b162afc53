#include <ntddk.h>
#include <wdf.h>

/* The entry keeps its collection in one variable, the cleanup callback deletes what is in another; and follows a
 * pointer that nobody sets. */
typedef struct _DESK {
    ULONG Open;
} DESK;

static WDFCOLLECTION g_Papers;
static WDFCOLLECTION g_Letters;
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
    WdfObjectDelete(g_Letters); /* expect: wdm-unload-unmade, wdm-release-on-failure */
    g_Desk->Open = 0;           /* expect: wdm-unload-unmade */
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
