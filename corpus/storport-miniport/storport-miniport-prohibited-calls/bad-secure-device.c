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

static void LinnetDescribe(PHW_INITIALIZATION_DATA Data)
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
    Data->AdapterInterfaceType = PCIBus;
    Data->NeedPhysicalAddresses = TRUE;
    Data->HwInterrupt = LinnetInterrupt;
}

static PDEVICE_OBJECT LinnetSide;

static VOID LinnetMakeSideDoor(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\LinnetSide");

    (void)IoCreateDeviceSecure(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, /* expect: storport-miniport-prohibited-calls, legacy-nonpnp-undo-device-and-link */
                               NULL, &LinnetSide);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA data;
    NTSTATUS status;

    LinnetDescribe(&data);
    status = StorPortInitialize(DriverObject, RegistryPath, &data, NULL);
    if (NT_SUCCESS(status)) {
        LinnetMakeSideDoor(DriverObject);
    }
    return status;
}
