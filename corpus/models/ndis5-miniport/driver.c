/* models: ndis5-miniport */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;

static NDIS_HANDLE Wrapper;

NDIS_STATUS Initialize(PNDIS_STATUS OpenError, PUINT Medium, PNDIS_MEDIUM Media, UINT Count, NDIS_HANDLE Adapter,
                       NDIS_HANDLE Configuration);
VOID Halt(NDIS_HANDLE Adapter);
NDIS_STATUS Reset(PBOOLEAN Addressing, NDIS_HANDLE Adapter);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_CHARACTERISTICS miniport;
    NDIS_STATUS status;

    NdisMInitializeWrapper(&Wrapper, DriverObject, RegistryPath, NULL);
    if (Wrapper == NULL)
        return NDIS_STATUS_FAILURE;
    NdisZeroMemory(&miniport, sizeof(miniport));
    miniport.MajorNdisVersion = 5;
    miniport.MinorNdisVersion = 1;
    miniport.InitializeHandler = Initialize;
    miniport.HaltHandler = Halt;
    miniport.ResetHandler = Reset;
    status = NdisMRegisterMiniport(Wrapper, &miniport, sizeof(miniport));
    if (status != NDIS_STATUS_SUCCESS)
        NdisTerminateWrapper(Wrapper, NULL);
    return status;
}
