/* models: nmr */
#include <ntddk.h>
#include <netioddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
NPI_CLIENT_ATTACH_PROVIDER_FN Attach;
NPI_CLIENT_DETACH_PROVIDER_FN Detach;

static const NPIID Npi = {0x2f7c3a10, 0x7d11, 0x4c0e, {0x8a, 1, 2, 3, 4, 5, 6, 7}};
static const NPI_MODULEID Module = {sizeof(NPI_MODULEID), MIT_GUID, {{0x2f7c3a11, 0, 0, {0}}}};
static const NPI_CLIENT_CHARACTERISTICS Client = {
    0, sizeof(NPI_CLIENT_CHARACTERISTICS), Attach, Detach, NULL,
    {0, sizeof(NPI_REGISTRATION_INSTANCE), &Npi, &Module, 0, NULL}};
static HANDLE Registration;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (NmrDeregisterClient(Registration) == STATUS_PENDING)
        (VOID)NmrWaitForClientDeregisterComplete(Registration);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return NmrRegisterClient(&Client, NULL, &Registration);
}
