/* The completion routine frees what a buffer list is made of; where the list was not taken, it does not run. */
#include <ntddk.h>
#include <fwpsk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD SpliceUnload;

static HANDLE Injection;
static NDIS_HANDLE Lists;
static PDEVICE_OBJECT Device;
static CHAR Greeting[64];

static VOID NTAPI SpliceDone(VOID *Context, NET_BUFFER_LIST *List, BOOLEAN IsDispatch)
{
    UNREFERENCED_PARAMETER(IsDispatch);
    FwpsFreeNetBufferList(List);
    IoFreeMdl((PMDL)Context);
}

static VOID SpliceUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Device);
    FwpsInjectionHandleDestroy(Injection);
    NdisFreeNetBufferListPool(Lists);
}

static NTSTATUS SpliceGreet(UINT64 Flow, UINT32 Callout, UINT16 Layer)
{
    PMDL mdl = IoAllocateMdl(Greeting, sizeof(Greeting), FALSE, FALSE, NULL);
    NET_BUFFER_LIST *list = NULL;
    NTSTATUS status;

    if (mdl == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    MmBuildMdlForNonPagedPool(mdl);
    status = FwpsAllocateNetBufferAndNetBufferList(Lists, 0, 0, mdl, 0, sizeof(Greeting), &list);
    if (!NT_SUCCESS(status)) {
        IoFreeMdl(mdl);
        return status;
    }
    status = FwpsStreamInjectAsync(Injection, NULL, 0, Flow, Callout, Layer, FWPS_STREAM_FLAG_SEND, list,
                                   sizeof(Greeting), SpliceDone, mdl);
    if (!NT_SUCCESS(status))
        FwpsFreeNetBufferList(list);
    return status;
}

static NTSTATUS SpliceStart(PDRIVER_OBJECT DriverObject)
{
    NET_BUFFER_LIST_POOL_PARAMETERS parameters = {0};
    NTSTATUS status;

    parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    parameters.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    parameters.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    parameters.fAllocateNetBuffer = TRUE;
    parameters.PoolTag = 'lpS ';
    Lists = NdisAllocateNetBufferListPool(NULL, &parameters);
    if (Lists == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = FwpsInjectionHandleCreate(AF_UNSPEC, FWPS_INJECTION_TYPE_STREAM, &Injection);
    if (!NT_SUCCESS(status)) {
        NdisFreeNetBufferListPool(Lists);
        return status;
    }
    status = SpliceGreet(1, 2, 3);
    if (NT_SUCCESS(status))
        status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status)) {
        FwpsInjectionHandleDestroy(Injection);
        NdisFreeNetBufferListPool(Lists);
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SpliceUnload;
    return SpliceStart(DriverObject); /* expect: wdm-release-on-failure */
}
