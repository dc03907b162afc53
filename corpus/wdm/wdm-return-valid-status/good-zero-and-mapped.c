/* not-applicable */
#include <ntddk.h>

static KBUGCHECK_CALLBACK_RECORD g_Record;
static ULONG g_Registers[16];

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
KBUGCHECK_CALLBACK_ROUTINE OnBugCheck;

VOID OnBugCheck(PVOID Buffer, ULONG Length)
{
    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(Length);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeDeregisterBugCheckCallback(&g_Record);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeCallbackRecord(&g_Record);
    if (!KeRegisterBugCheckCallback(&g_Record, OnBugCheck, g_Registers, sizeof(g_Registers), (PUCHAR)"gauge")) {
        return STATUS_UNSUCCESSFUL;
    }
    return 0;
}
