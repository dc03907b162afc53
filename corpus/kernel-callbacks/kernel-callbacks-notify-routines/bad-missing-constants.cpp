/* The type and the constants that the switch goes by stand in a header that is missing. The routine stays registered. */
#include <ntddk.h>
#include "kinds.h"

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

constexpr PHASE PhaseDefault = PhaseProcesses;

static VOID OnThread(HANDLE Process, HANDLE Thread, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(Create);
}

static NTSTATUS Begin(PHASE Kind)
{
    switch (Kind) {
    case PhaseThreads:
    case PhaseDefault:
        DbgPrint("threads\n");
        break;
    default:
        return STATUS_INVALID_PARAMETER;
    }
    return PsSetCreateThreadNotifyRoutine(OnThread); /* expect: kernel-callbacks-notify-routines */
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return Begin(PhaseThreads);
}
