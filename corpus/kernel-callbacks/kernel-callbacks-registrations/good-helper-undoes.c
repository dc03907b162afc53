#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static KBUGCHECK_CALLBACK_RECORD g_Record;
static PVOID g_Nmi;
static PVOID g_Processors;

static VOID OnBugCheck(PVOID Buffer, ULONG Length)
{
    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(Length);
}

static BOOLEAN OnNmi(PVOID Context, BOOLEAN Handled)
{
    UNREFERENCED_PARAMETER(Context);
    return Handled;
}

static VOID OnProcessor(PVOID Context, PKE_PROCESSOR_CHANGE_NOTIFY_CONTEXT Change, PNTSTATUS Status)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Change);
    UNREFERENCED_PARAMETER(Status);
}

/* Undoes what has been done so far: called on failure and from Unload. */
static VOID Stop(VOID)
{
    if (g_Processors != NULL) {
        KeDeregisterProcessorChangeCallback(g_Processors);
        g_Processors = NULL;
    }
    if (g_Nmi != NULL) {
        KeDeregisterNmiCallback(g_Nmi);
        g_Nmi = NULL;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Stop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Nmi = KeRegisterNmiCallback(OnNmi, NULL);
    if (g_Nmi != NULL) {
        g_Processors = KeRegisterProcessorChangeCallback(OnProcessor, NULL, KE_PROCESSOR_CHANGE_ADD_EXISTING);
    }
    if (g_Nmi == NULL || g_Processors == NULL) {
        Stop();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
