/* Headers declare the globals, and the file defines them: they begin as zero all the same. */
#include <ntddk.h>
typedef struct _STARTED {
    BOOLEAN Processes, Threads;
} STARTED;
NTSTATUS Start(VOID);
VOID Stop(VOID);
extern STARTED g_Started;
STARTED g_Started;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD U;
VOID U(PDRIVER_OBJECT D)
{
    UNREFERENCED_PARAMETER(D);
    Stop();
}
NTSTATUS DriverEntry(PDRIVER_OBJECT D, PUNICODE_STRING R)
{
    UNREFERENCED_PARAMETER(R);
    D->DriverUnload = U;
    return Start();
}
static VOID OnT(HANDLE P, HANDLE T, BOOLEAN C)
{
    UNREFERENCED_PARAMETER(P);
    UNREFERENCED_PARAMETER(T);
    UNREFERENCED_PARAMETER(C);
}
static VOID OnP(HANDLE P, HANDLE T, BOOLEAN C)
{
    UNREFERENCED_PARAMETER(P);
    UNREFERENCED_PARAMETER(T);
    UNREFERENCED_PARAMETER(C);
}
NTSTATUS Start(VOID)
{
    NTSTATUS s = PsSetCreateProcessNotifyRoutine(OnP, FALSE);
    if (!NT_SUCCESS(s))
        return s;
    g_Started.Processes = TRUE;
    s = PsSetCreateThreadNotifyRoutine(OnT);
    if (!NT_SUCCESS(s))
        goto undo;
    g_Started.Threads = TRUE;
    return STATUS_SUCCESS;
undo:
    Stop();
    return s;
}
VOID Stop(VOID)
{
    if (g_Started.Threads) {
        PsRemoveCreateThreadNotifyRoutine(OnT);
        g_Started.Threads = FALSE;
    }
    if (g_Started.Processes) {
        PsSetCreateProcessNotifyRoutine(OnP, TRUE);
        g_Started.Processes = FALSE;
    }
}
