/* models: any-miniport scsi-miniport */
#include <miniport.h>
#include <srb.h>

typedef struct _HERON_ADAPTER {
    PVOID Ports;
    ULONG Irq;
} HERON_ADAPTER;

BOOLEAN HeronInitialize(PVOID Extension);
BOOLEAN HeronStartIo(PVOID Extension, PSCSI_REQUEST_BLOCK Srb);
BOOLEAN HeronInterrupt(PVOID Extension);
BOOLEAN HeronResetBus(PVOID Extension, ULONG PathId);
ULONG HeronFindAdapter(PVOID Extension, PVOID Context, PVOID Bus, PCHAR Arguments, PPORT_CONFIGURATION_INFORMATION Config,
                       PBOOLEAN Again);
SCSI_ADAPTER_CONTROL_STATUS HeronControl(PVOID Extension, SCSI_ADAPTER_CONTROL_TYPE Type, PVOID Parameters);

ULONG DriverEntry(PVOID DriverObject, PVOID Argument2)
{
    HW_INITIALIZATION_DATA heron;
    ULONG i;

    for (i = 0; i < sizeof(HW_INITIALIZATION_DATA); i++)
        ((PUCHAR)&heron)[i] = 0;
    heron.HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    heron.AdapterInterfaceType = PCIBus;
    heron.HwInitialize = HeronInitialize;
    heron.HwStartIo = HeronStartIo;
    heron.HwInterrupt = HeronInterrupt;
    heron.HwFindAdapter = HeronFindAdapter;
    heron.HwResetBus = HeronResetBus;
    heron.HwAdapterControl = HeronControl;
    heron.DeviceExtensionSize = sizeof(HERON_ADAPTER);
    heron.NumberOfAccessRanges = 1;
    heron.MapBuffers = TRUE;
    return ScsiPortInitialize(DriverObject, Argument2, &heron, NULL);
}
