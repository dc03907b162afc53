/* A boot driver: the driver object is made by a helper of its own. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD LateDeviceAdd;
DRIVER_REINITIALIZE LateReinitialize;

static UNICODE_STRING SavedPath;
static WCHAR SavedText[260];

static NTSTATUS CreateDriver(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, LateDeviceAdd);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE); /* expect: kmdf-driver-create-placement */
}

VOID LateReinitialize(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Count);
    (void)CreateDriver(DriverObject, &SavedPath);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    SavedPath.Buffer = SavedText;
    SavedPath.MaximumLength = sizeof(SavedText);
    RtlCopyUnicodeString(&SavedPath, RegistryPath);
    IoRegisterDriverReinitialization(DriverObject, LateReinitialize, NULL);
    return STATUS_SUCCESS; /* expect: kmdf-driver-create-required */
}

NTSTATUS LateDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
