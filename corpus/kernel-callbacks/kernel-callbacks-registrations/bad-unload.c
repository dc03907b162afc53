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

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeDeregisterProcessorChangeCallback(g_Processors);
    KeDeregisterBugCheckCallback(&g_Record);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeCallbackRecord(&g_Record);
    if (!KeRegisterBugCheckCallback(&g_Record, OnBugCheck, NULL, 0, (PUCHAR)"Probe")) {
        return STATUS_UNSUCCESSFUL;
    }
    g_Nmi = KeRegisterNmiCallback(OnNmi, NULL); /* expect: kernel-callbacks-registrations */
    if (g_Nmi == NULL) {
        KeDeregisterBugCheckCallback(&g_Record);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Processors = KeRegisterProcessorChangeCallback(OnProcessor, NULL, 0);
    if (g_Processors == NULL) {
        KeDeregisterNmiCallback(g_Nmi);
        KeDeregisterBugCheckCallback(&g_Record);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
