#include <ntddk.h>

/* A table for each processor is made in the callback: without it the driver does not load. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static PROCESSOR_CALLBACK_FUNCTION OnProcessor;

static PVOID g_Handle;
static PVOID g_Tables[64];

static VOID OnProcessor(PVOID Context, PKE_PROCESSOR_CHANGE_NOTIFY_CONTEXT Change, PNTSTATUS Status)
{
    UNREFERENCED_PARAMETER(Context);
    if (Change->State == KeProcessorAddStartNotify) {
        g_Tables[Change->NtNumber % 64] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'elbT');
        if (g_Tables[Change->NtNumber % 64] == NULL) {
            *Status = STATUS_INSUFFICIENT_RESOURCES;
        }
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Handle != NULL) {
        KeDeregisterProcessorChangeCallback(g_Handle);
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Handle = KeRegisterProcessorChangeCallback(OnProcessor, NULL, KE_PROCESSOR_CHANGE_ADD_EXISTING);
    if (g_Handle == NULL) {
        return STATUS_UNSUCCESSFUL;
    }
    return STATUS_SUCCESS;
}
