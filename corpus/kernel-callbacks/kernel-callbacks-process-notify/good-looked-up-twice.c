/* The routine is looked up by one of two names and called through a pointer: whether it is taken back is not followed,
 * and said to be open. */
/* undetermined-ok */
/* verdict: kernel-callbacks-process-notify kc-process-notify undetermined */
#include <ntddk.h>

typedef NTSTATUS(NTAPI *PFN_WATCH)(PCREATE_PROCESS_NOTIFY_ROUTINE_EX Routine, BOOLEAN Remove);

static PFN_WATCH Watch;

static VOID OnProcess(PEPROCESS Process, HANDLE Id, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Id);
    UNREFERENCED_PARAMETER(Info);
}

static PVOID LookUp(PCWSTR Name)
{
    UNICODE_STRING name;
    PVOID found;

    RtlInitUnicodeString(&name, Name);
    found = MmGetSystemRoutineAddress(&name);
    if (found == NULL) {
        name.Length -= sizeof(WCHAR);
        found = MmGetSystemRoutineAddress(&name);
    }
    return found;
}

static VOID WatchUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Watch(OnProcess, TRUE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Watch = (PFN_WATCH)(ULONG_PTR)LookUp(L"PsSetCreateProcessNotifyRoutineEx");
    if (Watch == NULL)
        return STATUS_NOT_SUPPORTED;
    DriverObject->DriverUnload = WatchUnload;
    return Watch(OnProcess, FALSE);
}
