/* models: ndis? */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;

static NDIS_SPIN_LOCK Lock;

NTSTATUS RegisterWithNdis(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath);

/* Which kind of NDIS driver this is shows in another file. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NdisAllocateSpinLock(&Lock);
    return RegisterWithNdis(DriverObject, RegistryPath);
}
