#include <srb.h>

typedef struct _CARD {
    PVOID Base;
} CARD;

static BOOLEAN CardInitialize(PVOID Extension)
{
    UNREFERENCED_PARAMETER(Extension);
    return TRUE;
}

/* The second bus is there on few machines. */
ULONG DriverEntry(PVOID DriverObject, PVOID Argument2)
{
    HW_INITIALIZATION_DATA data;
    ULONG isa, pci;

    RtlZeroMemory(&data, sizeof(data));
    data.HwInitializationDataSize = sizeof(data);
    data.HwInitialize = CardInitialize;
    data.DeviceExtensionSize = sizeof(CARD);
    data.AdapterInterfaceType = Isa;
    isa = ScsiPortInitialize(DriverObject, Argument2, &data, NULL);
    data.AdapterInterfaceType = PCIBus;
    pci = ScsiPortInitialize(DriverObject, Argument2, &data, NULL);
    if (pci == STATUS_SUCCESS) {
        return pci;
    }
    return isa;
}
