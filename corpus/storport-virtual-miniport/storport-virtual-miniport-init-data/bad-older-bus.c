#include <storport.h>

HW_INITIALIZE MistInitialize;
HW_STARTIO MistStartIo;
VIRTUAL_HW_FIND_ADAPTER MistFindAdapter;
HW_RESET_BUS MistResetBus;
HW_ADAPTER_CONTROL MistAdapterControl;
HW_FREE_ADAPTER_RESOURCES MistFree;

/* "Almost always internal", says the page of the older structure: a note. */
ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    VIRTUAL_HW_INITIALIZATION_DATA mist = {0};

    mist.HwInitializationDataSize = sizeof(VIRTUAL_HW_INITIALIZATION_DATA);
    mist.AdapterInterfaceType = PCIBus;
    mist.HwInitialize = MistInitialize;
    mist.HwStartIo = MistStartIo;
    mist.HwFindAdapter = MistFindAdapter;
    mist.HwResetBus = MistResetBus;
    mist.HwAdapterControl = MistAdapterControl;
    mist.HwFreeAdapterResources = MistFree;
    mist.TaggedQueuing = TRUE;
    mist.AutoRequestSense = TRUE;
    mist.MultipleRequestPerLu = TRUE;
    return StorPortInitialize(DriverObject, RegistryPath, (PHW_INITIALIZATION_DATA)&mist, NULL); /* expect: storport-virtual-miniport-init-data */
}
