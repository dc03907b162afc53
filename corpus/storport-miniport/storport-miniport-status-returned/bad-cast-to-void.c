#include <storport.h>

typedef struct _LINNET_ADAPTER {
    PVOID Doorbells;
} LINNET_ADAPTER;

HW_INITIALIZE LinnetInitialize;
HW_STARTIO LinnetStartIo;
HW_INTERRUPT LinnetInterrupt;
HW_FIND_ADAPTER LinnetFindAdapter;
HW_RESET_BUS LinnetResetBus;
HW_ADAPTER_CONTROL LinnetAdapterControl;
HW_FREE_ADAPTER_RESOURCES LinnetFree;

static void LinnetDescribe(PHW_INITIALIZATION_DATA Data, BOOLEAN IsVirtual)
{
    memset(Data, 0, sizeof(HW_INITIALIZATION_DATA));
    Data->HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    Data->HwInitialize = LinnetInitialize;
    Data->HwStartIo = LinnetStartIo;
    Data->HwFindAdapter = LinnetFindAdapter;
    Data->HwResetBus = LinnetResetBus;
    Data->HwAdapterControl = LinnetAdapterControl;
    Data->TaggedQueuing = TRUE;
    Data->AutoRequestSense = TRUE;
    Data->MultipleRequestPerLu = TRUE;
    Data->MapBuffers = STOR_MAP_NON_READ_WRITE_BUFFERS;
    Data->DeviceExtensionSize = sizeof(LINNET_ADAPTER);
    if (IsVirtual) {
        Data->AdapterInterfaceType = Internal;
        Data->FeatureSupport = STOR_FEATURE_VIRTUAL_MINIPORT;
        Data->HwFreeAdapterResources = LinnetFree;
    } else {
        Data->AdapterInterfaceType = PCIBus;
        Data->NeedPhysicalAddresses = TRUE;
        Data->HwInterrupt = LinnetInterrupt;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA data;

    LinnetDescribe(&data, FALSE);
    (void)StorPortInitialize(DriverObject, RegistryPath, &data, NULL);
    return STATUS_SUCCESS; /* expect: storport-miniport-status-returned */
}
