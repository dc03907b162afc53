#include <ntddk.h>

static NPAGED_LOOKASIDE_LIST g_Requests;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteNPagedLookasideList(&g_Requests);
}

static VOID InitLists(VOID)
{
    ExInitializeNPagedLookasideList(&g_Requests, NULL, NULL, 0, 256, 'qeRl', 0); /* expect: wdm-nx-optin-before-allocation */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    InitLists();
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
