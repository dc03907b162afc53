#define POOL_NX_OPTIN 1
#include <ntddk.h>

static NPAGED_LOOKASIDE_LIST g_Frames;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteNPagedLookasideList(&g_Frames);
}

static VOID PrepareRuntime(VOID)
{
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    PrepareRuntime();
    ExInitializeNPagedLookasideList(&g_Frames, NULL, NULL, 0, 1514, 'marF', 0);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
