#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static BOOLEAN g_Proc, g_Thread, g_Image;

static VOID OnProc(PEPROCESS p, HANDLE id, PPS_CREATE_NOTIFY_INFO i)
{
    UNREFERENCED_PARAMETER(p);
    UNREFERENCED_PARAMETER(id);
    UNREFERENCED_PARAMETER(i);
}

static VOID OnThread(HANDLE a, HANDLE b, BOOLEAN c)
{
    UNREFERENCED_PARAMETER(a);
    UNREFERENCED_PARAMETER(b);
    UNREFERENCED_PARAMETER(c);
}

static VOID OnImage(PUNICODE_STRING a, HANDLE b, PIMAGE_INFO c)
{
    UNREFERENCED_PARAMETER(a);
    UNREFERENCED_PARAMETER(b);
    UNREFERENCED_PARAMETER(c);
}

static VOID Remove(VOID)
{
    if (g_Image) {
        PsRemoveLoadImageNotifyRoutine(OnImage);
        g_Image = FALSE;
    }
    if (g_Thread) {
        PsRemoveCreateThreadNotifyRoutine(OnThread);
        g_Thread = FALSE;
    }
    if (g_Proc) {
        PsSetCreateProcessNotifyRoutineEx(OnProc, TRUE);
        g_Proc = FALSE;
    }
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    Remove();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    status = PsSetCreateProcessNotifyRoutineEx(OnProc, FALSE);
    if (NT_SUCCESS(status)) {
        g_Proc = TRUE;
        status = PsSetCreateThreadNotifyRoutine(OnThread);
    }
    if (NT_SUCCESS(status)) {
        g_Thread = TRUE;
        status = PsSetLoadImageNotifyRoutine(OnImage);
    }
    if (NT_SUCCESS(status))
        g_Image = TRUE;
    else
        Remove();
    DriverObject->DriverUnload = Unload;
    return status;
}
