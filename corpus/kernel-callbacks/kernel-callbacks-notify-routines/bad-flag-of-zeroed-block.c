#include <ntddk.h>

/* The block comes zeroed, and nothing ever sets the flag in it: Unload never removes the routine. */
typedef struct _MOTE {
    BOOLEAN Watches;
    ULONG Count;
} MOTE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static MOTE *g_Mote;

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    UNREFERENCED_PARAMETER(Create);
    InterlockedIncrement((volatile LONG *)&g_Mote->Count);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Mote->Watches)
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    ExFreePoolWithTag(g_Mote, 'etoM');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Mote = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*g_Mote), 'etoM');
    if (g_Mote == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = PsSetCreateThreadNotifyRoutine(OnThread); /* expect: kernel-callbacks-notify-routines */
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(g_Mote, 'etoM');
    return status;
}
