#include <ndis.h>

MINIPORT_INITIALIZE MpInitialize;

NDIS_STATUS MpInitialize(NDIS_HANDLE Adapter, NDIS_HANDLE Context, PNDIS_MINIPORT_INIT_PARAMETERS Parameters)
{
    NDIS_CONFIGURATION_OBJECT object;
    NDIS_HANDLE config;

    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Parameters);
    NdisZeroMemory(&object, sizeof(object));
    object.NdisHandle = Adapter;
    if (NdisOpenConfigurationEx(&object, &config) == NDIS_STATUS_SUCCESS)
        NdisCloseConfiguration(config);
    return NDIS_STATUS_SUCCESS;
}
