/* The handle for redirecting is destroyed on the way that fails and when the driver goes. */
#include <ntddk.h>
#include <fwpsk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ProxyUnload;

static const GUID ProxyProvider = {0x5a1d0c37, 0x21f4, 0x4c0b, {0x91, 0x4e, 0x0a, 0x6b, 0x33, 0x7c, 0x58, 0xd2}};
static HANDLE Redirect;
static PVOID Table;

VOID ProxyUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table, 'yxrP');
    FwpsRedirectHandleDestroy(Redirect);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = ProxyUnload;
    status = FwpsRedirectHandleCreate(&ProxyProvider, 0, &Redirect);
    if (!NT_SUCCESS(status))
        return status;
    Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, 'yxrP');
    if (Table == NULL) {
        FwpsRedirectHandleDestroy(Redirect);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
