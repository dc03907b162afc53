#include <ntddk.h>
#include <video.h>

DRIVER_INITIALIZE DriverEntry;
VP_STATUS SlateFind(PVOID Extension, PVOID Context, PWSTR Argument, PVIDEO_PORT_CONFIG_INFO Config, PUCHAR Again);
BOOLEAN SlateInitialize(PVOID Extension);
BOOLEAN SlateStartIo(PVOID Extension, PVIDEO_REQUEST_PACKET Packet);
VP_STATUS SlateSetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS SlateGetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS SlateChild(PVOID Extension, PVIDEO_CHILD_ENUM_INFO Info, PVIDEO_CHILD_TYPE Type, PUCHAR Text, PULONG Id, PULONG Unused);

static ULONG Register(PVOID DriverObject, PVOID RegistryPath, INTERFACE_TYPE Bus)
{
    VIDEO_HW_INITIALIZATION_DATA slate;

    VideoPortZeroMemory(&slate, sizeof(slate));
    slate.HwInitDataSize = sizeof(slate);
    slate.AdapterInterfaceType = Bus;
    slate.HwFindAdapter = SlateFind;
    slate.HwInitialize = SlateInitialize;
    slate.HwStartIO = SlateStartIo;
    slate.HwSetPowerState = SlateSetPower;
    slate.HwGetPowerState = SlateGetPower;
    slate.HwGetVideoChildDescriptor = SlateChild;
    slate.HwDeviceExtensionSize = 512;
    return VideoPortInitialize(DriverObject, RegistryPath, &slate, NULL);
}

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    ULONG status = Register(DriverObject, RegistryPath, PCIBus), other = Register(DriverObject, RegistryPath, Isa);

    return other < status ? other : status;
}
