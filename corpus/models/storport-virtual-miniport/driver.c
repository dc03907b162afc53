/* models: any-miniport storport-miniport storport-virtual-miniport */
#include <storport.h>

typedef struct _MIRAGE_ADAPTER {
    ULONG Disks;
} MIRAGE_ADAPTER;

HW_INITIALIZE MirageInitialize;
HW_STARTIO MirageStartIo;
VIRTUAL_HW_FIND_ADAPTER MirageFindAdapter;
HW_RESET_BUS MirageResetBus;
HW_ADAPTER_CONTROL MirageAdapterControl;
HW_FREE_ADAPTER_RESOURCES MirageFree;
HW_PROCESS_SERVICE_REQUEST MirageService;
HW_COMPLETE_SERVICE_IRP MirageServiceDone;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA mirage;

    RtlZeroMemory(&mirage, sizeof(mirage));
    mirage.HwInitializationDataSize = sizeof(mirage);
    mirage.AdapterInterfaceType = Internal;
    mirage.HwInitialize = MirageInitialize;
    mirage.HwStartIo = MirageStartIo;
    mirage.HwFindAdapter = MirageFindAdapter;
    mirage.HwResetBus = MirageResetBus;
    mirage.HwAdapterControl = MirageAdapterControl;
    mirage.HwFreeAdapterResources = MirageFree;
    mirage.HwProcessServiceRequest = MirageService;
    mirage.HwCompleteServiceIrp = MirageServiceDone;
    mirage.TaggedQueuing = TRUE;
    mirage.AutoRequestSense = TRUE;
    mirage.MultipleRequestPerLu = TRUE;
    mirage.DeviceExtensionSize = sizeof(MIRAGE_ADAPTER);
    mirage.FeatureSupport = STOR_FEATURE_VIRTUAL_MINIPORT;

    return StorPortInitialize(DriverObject, RegistryPath, (PHW_INITIALIZATION_DATA)&mirage, NULL);
}
