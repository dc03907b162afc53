/* The unload routine goes through a local pointer, and what it calls stands in another file. */
/* verdict: kernel-callbacks-notify-routines kc-image-notify satisfied */
#include <ntddk.h>

#include "watch.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    StopWatch();
}

VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DRIVER_UNLOAD *unload = Unload;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = unload;
    return PsSetLoadImageNotifyRoutine(OnImage);
}
