/* entry.c: registers with the port driver; a dump loads this image a second time, with null parameters. */
#include "raven.h"

BOOLEAN RavenDumping;

static VOID RavenDescribe(PHW_INITIALIZATION_DATA data)
{
    RtlZeroMemory(data, sizeof(HW_INITIALIZATION_DATA));
    data->HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    data->AdapterInterfaceType = PCIBus;

    data->HwInitialize = RavenInitialize;
    data->HwStartIo = RavenStartIo;
    data->HwBuildIo = RavenBuildIo;
    data->HwInterrupt = RavenInterrupt;
    data->HwFindAdapter = RavenFindAdapter;
    data->HwResetBus = RavenResetBus;
    data->HwAdapterControl = RavenAdapterControl;

    data->NeedPhysicalAddresses = TRUE;
    data->TaggedQueuing = TRUE;
    data->AutoRequestSense = TRUE;
    data->MultipleRequestPerLu = TRUE;
    data->MapBuffers = STOR_MAP_NON_READ_WRITE_BUFFERS;
    data->NumberOfAccessRanges = RAVEN_RANGES;
    data->DeviceExtensionSize = sizeof(RAVEN_ADAPTER);
    data->SrbExtensionSize = sizeof(RAVEN_REQUEST);
    data->SrbTypeFlags = SRB_TYPE_FLAG_STORAGE_REQUEST_BLOCK;
    data->AddressTypeFlags = ADDRESS_TYPE_FLAG_BTL8;
    data->FeatureSupport = STOR_FEATURE_FULL_PNP_DEVICE_CAPABILITIES | STOR_FEATURE_DUMP_POINTERS;
}

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA data;
    ULONG status;

    RavenDumping = RegistryPath == NULL;
    RavenDescribe(&data);
    if (RavenDumping)
        data.FeatureSupport |= STOR_FEATURE_DUMP_RESUME_CAPABLE;
    status = StorPortInitialize(DriverObject, RegistryPath, &data, NULL);
    StorPortDebugPrint(1, "raven: registered, %x\n", status);
    return status;
}
/* verdict: storport-miniport-initialize sp-init-call satisfied */
/* verdict: storport-miniport-init-data sp-hwinit-zero satisfied */
/* verdict: storport-miniport-init-data sp-required-callbacks satisfied */
/* verdict: storport-miniport-init-data sp-reserved-zero satisfied */
/* verdict: storport-miniport-status-returned sp-return satisfied */
