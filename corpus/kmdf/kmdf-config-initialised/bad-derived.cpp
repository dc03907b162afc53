#include <ntddk.h>
#include <wdf.h>

/* The configuration and the attributes are derived from the framework's, and not initialised. */
extern "C" DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD AddDevice;

struct Configuration : WDF_DRIVER_CONFIG {
    explicit Configuration(PFN_WDF_DRIVER_DEVICE_ADD add) { EvtDriverDeviceAdd = add; }
};

struct Attributes : WDF_OBJECT_ATTRIBUTES {
    void Begin() { WDF_OBJECT_ATTRIBUTES_INIT(this); }
};

static NTSTATUS AddDevice(WDFDRIVER, PWDFDEVICE_INIT deviceInit)
{
    WDFDEVICE device;

    return WdfDeviceCreate(&deviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driverObject, PUNICODE_STRING registryPath)
{
    Configuration configuration(AddDevice);
    Attributes attributes;

    attributes.ParentObject = NULL;
    return WdfDriverCreate( /* expect: kmdf-config-initialised, kmdf-config-initialised */
        driverObject, registryPath, &attributes, &configuration, WDF_NO_HANDLE);
}
