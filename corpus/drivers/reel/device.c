/* The device. */
#include "reel.h"

static EVT_WDF_OBJECT_CONTEXT_CLEANUP ReelDeviceCleanup;

static VOID ReelDeviceCleanup(WDFOBJECT Device)
{
    UNREFERENCED_PARAMETER(Device);
    ReelDropIndex();
}

NTSTATUS ReelDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = ReelDeviceCleanup;
    ReelUse();
    return WdfDeviceCreate(&DeviceInit, &attributes, &device);
}
