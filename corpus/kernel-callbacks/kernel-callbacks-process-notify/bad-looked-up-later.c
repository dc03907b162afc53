/* Looked up blocks after its name was made, and set; the flag by which the cleanup takes it back is forgotten. */
#include <ntddk.h>

typedef NTSTATUS (*SET_ROUTINE)(PCREATE_PROCESS_NOTIFY_ROUTINE_EX Routine, BOOLEAN Remove);
typedef NTSTATUS (*SET_THREAD_ROUTINE)(PCREATE_THREAD_NOTIFY_ROUTINE Routine);

typedef struct _WATCH {
    SET_ROUTINE Set;
    SET_THREAD_ROUTINE SetThread;
    BOOLEAN IsSet;
} WATCH;

static const UNICODE_STRING SetThreadName = RTL_CONSTANT_STRING(L"PsSetCreateThreadNotifyRoutine");
static WATCH *Watch;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnProcess(PEPROCESS Process, HANDLE Id, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Id);
    UNREFERENCED_PARAMETER(Info);
}

static VOID OnThread(HANDLE Process, HANDLE Thread, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(Create);
}

static VOID Stop(VOID)
{
    if (Watch->IsSet)
        Watch->Set(OnProcess, TRUE);
    ExFreePoolWithTag(Watch, 'hctW');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveCreateThreadNotifyRoutine(OnThread);
    Stop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"PsSetCreateProcessNotifyRoutineEx");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Watch = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *Watch, 'hctW');
    if (Watch == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Watch->Set = (SET_ROUTINE)MmGetSystemRoutineAddress(&name);
    if (Watch->Set == NULL) {
        Stop();
        return STATUS_NOT_SUPPORTED;
    }
    Watch->SetThread = (SET_THREAD_ROUTINE)MmGetSystemRoutineAddress((PUNICODE_STRING)&SetThreadName);
    if (Watch->SetThread == NULL) {
        Stop();
        return STATUS_NOT_SUPPORTED;
    }
    status = Watch->Set(OnProcess, FALSE); /* expect: kernel-callbacks-process-notify */
    if (!NT_SUCCESS(status)) {
        Stop();
        return status;
    }
    status = Watch->SetThread(OnThread);
    if (!NT_SUCCESS(status)) {
        Stop();
        return status; /* expect: kernel-callbacks-process-notify */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
