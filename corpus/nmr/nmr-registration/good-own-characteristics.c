#include <ntddk.h>
#include <netioddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BeaconUnload;
NPI_PROVIDER_ATTACH_CLIENT_FN BeaconAttach;
NPI_PROVIDER_DETACH_CLIENT_FN BeaconDetach;

typedef struct _BEACON_CHARACTERISTICS {
    ULONG Lamps;
} BEACON_CHARACTERISTICS;

static const BEACON_CHARACTERISTICS Lamps = {3};
static const NPIID Npi = {0x44c0f1a2, 0x3b5e, 0x4d0f, {0xb1, 2, 4, 6, 8, 10, 12, 14}};
static const NPI_MODULEID Module = {sizeof(NPI_MODULEID), MIT_GUID, {{0x44c0f1a3, 0, 0, {0}}}};
static const NPI_PROVIDER_CHARACTERISTICS Provider = {
    0, sizeof(NPI_PROVIDER_CHARACTERISTICS), BeaconAttach, BeaconDetach, NULL,
    {0, sizeof(NPI_REGISTRATION_INSTANCE), &Npi, &Module, 0, &Lamps}};
static HANDLE Registration;
static KSPIN_LOCK ProvidersLock;
static LIST_ENTRY Providers;

typedef struct _PROVIDER {
    LIST_ENTRY Link;
    HANDLE Binding;
} PROVIDER;

NTSTATUS BeaconAttach(HANDLE NmrBindingHandle, PVOID ClientContext, const NPI_REGISTRATION_INSTANCE *Instance)
{
    PROVIDER *provider = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*provider), 'naeB');
    KIRQL irql;

    UNREFERENCED_PARAMETER(ClientContext);
    UNREFERENCED_PARAMETER(Instance);
    if (provider == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    provider->Binding = NmrBindingHandle;
    KeAcquireSpinLock(&ProvidersLock, &irql);
    InsertTailList(&Providers, &provider->Link);
    KeReleaseSpinLock(&ProvidersLock, irql);
    return STATUS_SUCCESS;
}

VOID BeaconUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (NmrDeregisterProvider(Registration) == STATUS_PENDING)
        NmrWaitForProviderDeregisterComplete(Registration);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = BeaconUnload;
    KeInitializeSpinLock(&ProvidersLock);
    InitializeListHead(&Providers);
    return NmrRegisterProvider(&Provider, NULL, &Registration);
}
