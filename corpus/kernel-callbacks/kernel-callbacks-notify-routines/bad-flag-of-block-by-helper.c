#include <ntddk.h>

/* The block comes zeroed out of a helper that is given the flags, and nothing ever sets the flag in it: Unload never
 * removes the routine. */
typedef struct _MOTE {
    BOOLEAN Watches;
    ULONG Count;
} MOTE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static MOTE *g_Mote;

static PVOID Get(POOL_FLAGS Flags, SIZE_T Size)
{
    return ExAllocatePool2(Flags, Size, 'etoM');
}

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
    g_Mote = Get(POOL_FLAG_NON_PAGED, sizeof(*g_Mote));
    if (g_Mote == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = PsSetCreateThreadNotifyRoutine(OnThread); /* expect: kernel-callbacks-notify-routines */
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(g_Mote, 'etoM');
    return status;
}
