/* Zeroed, and only the context type of the attributes is set. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD UnitDeviceAdd;

typedef struct _UNIT_CONTEXT {
    ULONG Count;
} UNIT_CONTEXT, *PUNIT_CONTEXT;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(UNIT_CONTEXT, UnitGetContext)

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;

    RtlZeroMemory(&attributes, sizeof(attributes));
    WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(&attributes, UNIT_CONTEXT);
    WDF_DRIVER_CONFIG_INIT(&config, UnitDeviceAdd);
    return WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE); /* expect: kmdf-config-initialised */
}

NTSTATUS UnitDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* verdict: kmdf-config-initialised kmdf-attributes-init violated */
/* verdict: kmdf-config-initialised kmdf-config-init satisfied */
