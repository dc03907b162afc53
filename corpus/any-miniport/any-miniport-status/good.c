#include <video.h>

typedef struct _BAY_EXTENSION {
    PVOID Registers;
    ULONG Modes;
} BAY_EXTENSION;

VP_STATUS BayFind(PVOID Extension, PVOID Context, PWSTR Arguments, PVIDEO_PORT_CONFIG_INFO Config, PUCHAR Again)
{
    UNREFERENCED_PARAMETER(Extension);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Arguments);
    UNREFERENCED_PARAMETER(Config);
    *Again = 0;
    return NO_ERROR;
}

VP_STATUS BaySetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS BayGetPower(PVOID Extension, ULONG Id, PVIDEO_POWER_MANAGEMENT Power);
VP_STATUS BayChild(PVOID Extension, PVIDEO_CHILD_ENUM_INFO Info, PVIDEO_CHILD_TYPE Type, PUCHAR Text, PULONG Id, PULONG Unused);

BOOLEAN BayInitialize(PVOID Extension)
{
    UNREFERENCED_PARAMETER(Extension);
    return TRUE;
}

BOOLEAN BayStartIo(PVOID Extension, PVIDEO_REQUEST_PACKET Packet)
{
    UNREFERENCED_PARAMETER(Extension);
    UNREFERENCED_PARAMETER(Packet);
    return TRUE;
}

static VOID Describe(PVIDEO_HW_INITIALIZATION_DATA Data)
{
    RtlZeroMemory(Data, sizeof(*Data));
    Data->HwInitDataSize = sizeof(VIDEO_HW_INITIALIZATION_DATA);
    Data->HwFindAdapter = BayFind;
    Data->HwInitialize = BayInitialize;
    Data->HwStartIO = BayStartIo;
    Data->HwSetPowerState = BaySetPower;
    Data->HwGetPowerState = BayGetPower;
    Data->HwGetVideoChildDescriptor = BayChild;
    Data->HwDeviceExtensionSize = sizeof(BAY_EXTENSION);
}

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    VIDEO_HW_INITIALIZATION_DATA data;
    ULONG status;

    Describe(&data);
    status = VideoPortInitialize(DriverObject, RegistryPath, &data, NULL);
    return status;
}
