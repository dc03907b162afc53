/* not-applicable */
#include <ntddk.h>
#include "library.tmh"

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath);
NTSTATUS DllUnload(VOID);

static ULONG g_Clients;

/* Called by the drivers that use this library. */
NTSTATUS LibraryRegister(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    if (g_Clients++ == 0) {
        WPP_INIT_TRACING(DriverObject, RegistryPath);
    }
    return STATUS_SUCCESS;
}

NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

NTSTATUS DllUnload(VOID)
{
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}
