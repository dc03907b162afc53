#include <ntddk.h>
#include <video.h>

DRIVER_INITIALIZE DriverEntry;
VP_STATUS SlideFind(PVOID Extension, PVOID Context, PWSTR Argument, PVIDEO_PORT_CONFIG_INFO Config, PUCHAR Again);
BOOLEAN SlideInitialize(PVOID Extension);
BOOLEAN SlideStartIo(PVOID Extension, PVIDEO_REQUEST_PACKET Packet);
VP_STATUS SlideSetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS SlideGetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS SlideChild(PVOID Extension, PVIDEO_CHILD_ENUM_INFO Info, PVIDEO_CHILD_TYPE Type, PUCHAR Text, PULONG Id, PULONG Unused);

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    static const INTERFACE_TYPE buses[] = {PCIBus, Isa};
    ULONG lowest = 0xFFFFFFFF;

    for (ULONG i = 0; i < 2; i++) {
        VIDEO_HW_INITIALIZATION_DATA slide;
        ULONG status;

        VideoPortZeroMemory(&slide, sizeof(slide));
        slide.HwInitDataSize = sizeof(slide);
        slide.AdapterInterfaceType = buses[i];
        slide.HwFindAdapter = SlideFind;
        slide.HwInitialize = SlideInitialize;
        slide.HwStartIO = SlideStartIo;
        slide.HwSetPowerState = SlideSetPower;
        slide.HwGetPowerState = SlideGetPower;
        slide.HwGetVideoChildDescriptor = SlideChild;
        slide.HwDeviceExtensionSize = 512;
        status = VideoPortInitialize(DriverObject, RegistryPath, &slide, NULL);
        if (status < lowest)
            lowest = status;
    }
    return lowest;
}
