#include <storport.h>

HW_INITIALIZE LinnetInitialize;
HW_STARTIO LinnetStartIo;
HW_INTERRUPT LinnetInterrupt;
HW_FIND_ADAPTER LinnetFindAdapter;
HW_RESET_BUS LinnetResetBus;
HW_ADAPTER_CONTROL LinnetAdapterControl;

static USHORT LinnetPathLength;

static BOOLEAN LinnetInDump(PVOID DriverObject, PVOID RegistryPath)
{
    return DriverObject == NULL && RegistryPath == NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA data = {0};

    data.HwInitializationDataSize = sizeof(data);
    data.AdapterInterfaceType = PCIBus;
    data.HwInitialize = LinnetInitialize;
    data.HwStartIo = LinnetStartIo;
    data.HwInterrupt = LinnetInterrupt;
    data.HwFindAdapter = LinnetFindAdapter;
    data.HwResetBus = LinnetResetBus;
    data.HwAdapterControl = LinnetAdapterControl;
    data.TaggedQueuing = TRUE;
    data.AutoRequestSense = TRUE;
    data.MultipleRequestPerLu = TRUE;
    data.NeedPhysicalAddresses = TRUE;
    if (!LinnetInDump(DriverObject, RegistryPath) && RegistryPath != NULL) {
        LinnetPathLength = RegistryPath->Length;
    }
    return StorPortInitialize(DriverObject, RegistryPath, &data, NULL);
}
