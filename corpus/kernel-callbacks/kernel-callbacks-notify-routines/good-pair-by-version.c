#include <ntddk.h>

/* Which routines register and remove goes by the version of the system; both are chosen at once. */
typedef struct _WATCH {
    NTSTATUS (*Begin)(VOID);
    VOID (*End)(VOID);
} WATCH;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnProcessEx(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    UNREFERENCED_PARAMETER(Create);
}

static NTSTATUS BeginProcesses(VOID)
{
    return PsSetCreateProcessNotifyRoutineEx(OnProcessEx, FALSE);
}

static VOID EndProcesses(VOID)
{
    PsSetCreateProcessNotifyRoutineEx(OnProcessEx, TRUE);
}

static NTSTATUS BeginThreads(VOID)
{
    return PsSetCreateThreadNotifyRoutine(OnThread);
}

static VOID EndThreads(VOID)
{
    PsRemoveCreateThreadNotifyRoutine(OnThread);
}

static const WATCH g_Processes = {BeginProcesses, EndProcesses}, g_Threads = {BeginThreads, EndThreads};
static const WATCH *g_Watch;
static PVOID g_Log;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Watch->End();
    ExFreePoolWithTag(g_Log, 'ctaW');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlGetVersion(&version);
    g_Watch = version.dwMajorVersion >= 10 ? &g_Processes : &g_Threads;
    status = g_Watch->Begin();
    if (!NT_SUCCESS(status))
        return status;
    g_Log = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'ctaW');
    if (g_Log == NULL) {
        g_Watch->End();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
