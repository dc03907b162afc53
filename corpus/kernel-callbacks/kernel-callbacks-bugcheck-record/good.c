#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static KBUGCHECK_CALLBACK_RECORD g_Record;
static KBUGCHECK_CALLBACK_ROUTINE OnBugCheck;

static VOID OnBugCheck(PVOID Buffer, ULONG Length)
{
    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(Length);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
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
    return STATUS_SUCCESS;
}
