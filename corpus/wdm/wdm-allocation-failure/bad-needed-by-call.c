#include <ntddk.h>
#include <ndis.h>
#include <fwpsk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NDIS_HANDLE Pool;
static HANDLE Injection;
static NET_BUFFER_LIST *Hello;
static PMDL Text;
static CHAR Greeting[32];

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FwpsFreeNetBufferList(Hello);
    IoFreeMdl(Text);
    FwpsInjectionHandleDestroy(Injection);
    NdisFreeNetBufferListPool(Pool);
}

static NTSTATUS Undo(NTSTATUS Status)
{
    if (Text != NULL)
        IoFreeMdl(Text);
    if (Injection != NULL)
        FwpsInjectionHandleDestroy(Injection);
    if (Pool != NULL)
        NdisFreeNetBufferListPool(Pool);
    return Status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NET_BUFFER_LIST_POOL_PARAMETERS parameters = {0};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    parameters.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    parameters.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Pool = NdisAllocateNetBufferListPool(NULL, &parameters);
    status = FwpsInjectionHandleCreate(AF_UNSPEC, FWPS_INJECTION_TYPE_STREAM, &Injection);
    if (!NT_SUCCESS(status)) /* asks nothing of the pool, though both may be zero */
        return Undo(status);
    Text = IoAllocateMdl(Greeting, sizeof(Greeting), FALSE, FALSE, NULL);
    MmBuildMdlForNonPagedPool(Text); /* expect: wdm-allocation-failure */
    status = FwpsAllocateNetBufferAndNetBufferList(Pool, 0, 0, Text, 0, sizeof(Greeting), &Hello); /* expect: wdm-allocation-failure */
    DriverObject->DriverUnload = Unload;
    return NT_SUCCESS(status) ? status : Undo(status); /* expect: wdm-allocation-failure */
}
