#include <ntddk.h>
#include <dispmprt.h>

DRIVER_INITIALIZE DriverEntry;
DXGKDDI_ADD_DEVICE EaselAddDevice;
DXGKDDI_START_DEVICE EaselStartDevice;
DXGKDDI_STOP_DEVICE EaselStopDevice;
DXGKDDI_REMOVE_DEVICE EaselRemoveDevice;
DXGKDDI_UNLOAD EaselUnload;
DXGKDDI_QUERYADAPTERINFO EaselQueryAdapterInfo;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DRIVER_INITIALIZATION_DATA easel;

    easel.Version = DXGKDDI_INTERFACE_VERSION;
    easel.DxgkDdiAddDevice = EaselAddDevice;
    easel.DxgkDdiStartDevice = EaselStartDevice;
    easel.DxgkDdiStopDevice = EaselStopDevice;
    easel.DxgkDdiRemoveDevice = EaselRemoveDevice;
    easel.DxgkDdiUnload = EaselUnload;
    easel.DxgkDdiQueryAdapterInfo = EaselQueryAdapterInfo;
    return DxgkInitialize(DriverObject, RegistryPath, &easel); /* expect: wddm-miniport-init-data */
}
