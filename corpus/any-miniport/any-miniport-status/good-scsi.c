#include <srb.h>

typedef struct _CARD {
    PVOID Base;
} CARD;

static BOOLEAN CardInitialize(PVOID Extension)
{
    UNREFERENCED_PARAMETER(Extension);
    return TRUE;
}

/* One bus. */
ULONG DriverEntry(PVOID DriverObject, PVOID Argument2)
{
    HW_INITIALIZATION_DATA data;
    ULONG status;

    RtlZeroMemory(&data, sizeof(data));
    data.HwInitializationDataSize = sizeof(data);
    data.HwInitialize = CardInitialize;
    data.DeviceExtensionSize = sizeof(CARD);
    data.AdapterInterfaceType = PCIBus;
    status = ScsiPortInitialize(DriverObject, Argument2, &data, NULL);
    return status;
}
