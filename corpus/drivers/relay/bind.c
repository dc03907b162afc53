#include "relay.h"

typedef struct _BINDING {
    LIST_ENTRY Link;
    NDIS_HANDLE Adapter;
} BINDING;

NDIS_STATUS RelayBind(NDIS_HANDLE Context, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters)
{
    BINDING *binding = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*binding), 'yalR');

    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(BindContext);
    UNREFERENCED_PARAMETER(Parameters);
    if (binding == NULL)
        return NDIS_STATUS_RESOURCES;
    NdisAcquireSpinLock(&Relay.Lock);
    InsertTailList(&Relay.Bindings, &binding->Link);
    NdisReleaseSpinLock(&Relay.Lock);
    return NDIS_STATUS_SUCCESS;
}
