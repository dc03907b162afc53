/* A template of a header is made for two lambdas of one function: each undoes what is its own. */
#include <ntddk.h>

#include "cargo.h"
#include "onexit.h"

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD FerryUnload;

static const GUID FerryProvider = {0x5a1c7d20, 0x44be, 0x4e0f, {0x9a, 0x31, 0x0c, 0x6d, 0x52, 0x88, 0x17, 0xe4}};
static REGHANDLE g_Provider;

static VOID OnImage(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

extern "C" VOID FerryUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(OnImage);
    EtwUnregister(g_Provider);
    FreeCargo();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    bool isReady = false;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = LoadCargo();
    if (!NT_SUCCESS(status))
        return status;
    auto cargo = ferry::OnExit([&] {
        if (!isReady)
            FreeCargo();
    });
    status = EtwRegister(&FerryProvider, nullptr, nullptr, &g_Provider);
    if (!NT_SUCCESS(status))
        return status;
    auto provider = ferry::OnExit([&] {
        if (!isReady)
            EtwUnregister(g_Provider);
    });
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = FerryUnload;
    isReady = true;
    return STATUS_SUCCESS;
}
