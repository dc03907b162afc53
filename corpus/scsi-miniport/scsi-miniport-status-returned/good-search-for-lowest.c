#include <miniport.h>
#include <srb.h>

typedef struct _BITTERN_ADAPTER {
    PVOID Ports;
    ULONG Irq;
} BITTERN_ADAPTER;

BOOLEAN BitternInitialize(PVOID Extension);
BOOLEAN BitternStartIo(PVOID Extension, PSCSI_REQUEST_BLOCK Srb);
BOOLEAN BitternInterrupt(PVOID Extension);
BOOLEAN BitternResetBus(PVOID Extension, ULONG PathId);
ULONG BitternFindAdapter(PVOID Extension, PVOID Context, PVOID Bus, PCHAR Arguments,
                         PPORT_CONFIGURATION_INFORMATION Config, PBOOLEAN Again);
SCSI_ADAPTER_CONTROL_STATUS BitternControl(PVOID Extension, SCSI_ADAPTER_CONTROL_TYPE Type, PVOID Parameters);

static const INTERFACE_TYPE Buses[] = {Isa, Eisa};

ULONG DriverEntry(PVOID DriverObject, PVOID Argument2)
{
    HW_INITIALIZATION_DATA bittern;
    ULONG lowest = 0xFFFFFFFF; /* no status is larger */
    ULONG i;

    RtlZeroMemory(&bittern, sizeof(bittern));
    bittern.HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    bittern.HwInitialize = BitternInitialize;
    bittern.HwStartIo = BitternStartIo;
    bittern.HwInterrupt = BitternInterrupt;
    bittern.HwFindAdapter = BitternFindAdapter;
    bittern.HwResetBus = BitternResetBus;
    bittern.HwAdapterControl = BitternControl;
    bittern.DeviceExtensionSize = sizeof(BITTERN_ADAPTER);
    bittern.NumberOfAccessRanges = 1;
    for (i = 0; i < ARRAYSIZE(Buses); i++) {
        ULONG status;

        bittern.AdapterInterfaceType = Buses[i];
        status = ScsiPortInitialize(DriverObject, Argument2, &bittern, NULL);
        if (status < lowest)
            lowest = status;
    }
    return lowest;
}
