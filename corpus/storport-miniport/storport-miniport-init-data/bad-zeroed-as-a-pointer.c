/* The loop ends where a pointer would: of the structure no more than the first members are zeroed. */
#include <storport.h>

typedef struct _STYLUS_ADAPTER {
    PVOID Registers;
    ULONG Queues;
} STYLUS_ADAPTER;

typedef struct _STYLUS_REQUEST {
    ULONG Tag;
} STYLUS_REQUEST;

HW_INITIALIZE StylusInitialize;
HW_STARTIO StylusStartIo;
HW_INTERRUPT StylusInterrupt;
HW_FIND_ADAPTER StylusFindAdapter;
HW_RESET_BUS StylusResetBus;
HW_ADAPTER_CONTROL StylusAdapterControl;
HW_BUILDIO StylusBuildIo;

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA stylus;
    ULONG i;

    for (i = 0; i < sizeof(PHW_INITIALIZATION_DATA); i++)
        ((PUCHAR)&stylus)[i] = 0;
    stylus.HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    stylus.AdapterInterfaceType = PCIBus;
    stylus.HwInitialize = StylusInitialize;
    stylus.HwStartIo = StylusStartIo;
    stylus.HwInterrupt = StylusInterrupt;
    stylus.HwFindAdapter = StylusFindAdapter;
    stylus.HwResetBus = StylusResetBus;
    stylus.HwAdapterControl = StylusAdapterControl;
    stylus.HwBuildIo = StylusBuildIo;
    stylus.NeedPhysicalAddresses = TRUE;
    stylus.TaggedQueuing = TRUE;
    stylus.AutoRequestSense = TRUE;
    stylus.MultipleRequestPerLu = TRUE;
    stylus.MapBuffers = STOR_MAP_NON_READ_WRITE_BUFFERS;
    stylus.NumberOfAccessRanges = 2;
    stylus.DeviceExtensionSize = sizeof(STYLUS_ADAPTER);
    stylus.SrbExtensionSize = sizeof(STYLUS_REQUEST);
    return StorPortInitialize(DriverObject, RegistryPath, &stylus, NULL); /* expect: storport-miniport-init-data, storport-miniport-init-data, storport-miniport-init-data */
}
