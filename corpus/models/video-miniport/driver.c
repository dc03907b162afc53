/* models: any-miniport video-miniport */
#include <dderror.h>
#include <devioctl.h>
#include <miniport.h>
#include <ntddvdeo.h>
#include <video.h>

VP_STATUS FindAdapter(PVOID Extension, PVOID Context, PWSTR Arguments, PVIDEO_PORT_CONFIG_INFO Info, PUCHAR Again);
BOOLEAN Initialize(PVOID Extension);
BOOLEAN StartIo(PVOID Extension, PVIDEO_REQUEST_PACKET Packet);
VP_STATUS SetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS GetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS GetChild(PVOID Extension, PVIDEO_CHILD_ENUM_INFO Enum, PVIDEO_CHILD_TYPE Type, PUCHAR Descriptor, PULONG Id,
                   PULONG Unused);

ULONG DriverEntry(PVOID Context1, PVOID Context2)
{
    VIDEO_HW_INITIALIZATION_DATA data;

    VideoPortZeroMemory(&data, sizeof(data));
    data.HwInitDataSize = sizeof(data);
    data.HwFindAdapter = FindAdapter;
    data.HwInitialize = Initialize;
    data.HwStartIO = StartIo;
    data.HwSetPowerState = SetPower;
    data.HwGetPowerState = GetPower;
    data.HwGetVideoChildDescriptor = GetChild;
    return VideoPortInitialize(Context1, Context2, &data, NULL);
}
