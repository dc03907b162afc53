/* The handle itself is handed on before the status is looked at. */
#include <ntddk.h>
#include <wdf.h>

#define CRANE_TAG 'narC'

typedef struct CRANE {
    WDFDRIVER Driver;
    BOOLEAN IsUp;
    PVOID Hook;
} CRANE;

static CRANE Crane;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD CraneDeviceAdd;
EVT_WDF_DRIVER_UNLOAD CraneUnload;

NTSTATUS CraneDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

VOID CraneUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ExFreePoolWithTag(Crane.Hook, CRANE_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    Crane.Driver = NULL;
    Crane.Hook = ExAllocatePool2(POOL_FLAG_PAGED, 64, CRANE_TAG);
    if (Crane.Hook == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WDF_DRIVER_CONFIG_INIT(&config, CraneDeviceAdd);
    config.EvtDriverUnload = CraneUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &Crane.Driver);
    Crane.IsUp = TRUE;
    WdfObjectReference(Crane.Driver); /* expect: kmdf-driver-create-propagated */
    if (!Crane.IsUp && !NT_SUCCESS(status))
        ExFreePoolWithTag(Crane.Hook, CRANE_TAG);
    return status;
}
