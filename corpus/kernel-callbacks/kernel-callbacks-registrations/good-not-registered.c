#include <ntddk.h>

/* A record that could not be registered is initialised all the same: the routine that deregisters it finds that it has
 * nothing to do. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static KBUGCHECK_CALLBACK_RECORD g_Record;
static UCHAR g_State[512];

static VOID OnBugCheck(PVOID Buffer, ULONG Length)
{
    RtlFillMemory(Buffer, Length, 0xED);
}

static VOID OnImage(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(OnImage);
    KeDeregisterBugCheckCallback(&g_Record);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeCallbackRecord(&g_Record);
    if (!KeRegisterBugCheckCallback(&g_Record, OnBugCheck, g_State, sizeof(g_State), (PUCHAR)"state"))
        DbgPrint("no state will be in the dump\n");
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        KeDeregisterBugCheckCallback(&g_Record);
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
