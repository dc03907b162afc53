#include <ntddk.h>
#include <dispmprt.h>

DRIVER_INITIALIZE DriverEntry;
DXGKDDI_ADD_DEVICE EaselAddDevice;
DXGKDDI_START_DEVICE EaselStartDevice;
DXGKDDI_STOP_DEVICE EaselStopDevice;
DXGKDDI_REMOVE_DEVICE EaselRemoveDevice;
DXGKDDI_UNLOAD EaselUnload;
DXGKDDI_QUERYADAPTERINFO EaselQueryAdapterInfo;

static const DRIVER_INITIALIZATION_DATA EaselData = {
    .Version = DXGKDDI_INTERFACE_VERSION,
    .DxgkDdiAddDevice = EaselAddDevice,
    .DxgkDdiStartDevice = EaselStartDevice,
    .DxgkDdiStopDevice = EaselStopDevice,
    .DxgkDdiRemoveDevice = EaselRemoveDevice,
    .DxgkDdiUnload = EaselUnload,
    .DxgkDdiQueryAdapterInfo = EaselQueryAdapterInfo,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DRIVER_INITIALIZATION_DATA easel = EaselData;

    return DxgkInitialize(DriverObject, RegistryPath, &easel);
}
