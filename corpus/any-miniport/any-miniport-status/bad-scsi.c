#include <srb.h>

typedef struct _CARD {
    PVOID Base;
} CARD;

static BOOLEAN CardInitialize(PVOID Extension)
{
    UNREFERENCED_PARAMETER(Extension);
    return TRUE;
}

/* One bus, whose result nobody looks at. */
ULONG DriverEntry(PVOID DriverObject, PVOID Argument2)
{
    HW_INITIALIZATION_DATA data;

    RtlZeroMemory(&data, sizeof(data));
    data.HwInitializationDataSize = sizeof(data);
    data.HwInitialize = CardInitialize;
    data.DeviceExtensionSize = sizeof(CARD);
    data.AdapterInterfaceType = PCIBus;
    ScsiPortInitialize(DriverObject, Argument2, &data, NULL);
    return STATUS_SUCCESS; /* expect: any-miniport-status */
}
