#include <ntddk.h>

static PVOID g_Handle;

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

static OB_PREOP_CALLBACK_STATUS PreOpen(PVOID, POB_PRE_OPERATION_INFORMATION)
{
    return OB_PREOP_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT)
{
    ObUnRegisterCallbacks(g_Handle);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    OB_OPERATION_REGISTRATION operations[] = {
        {PsProcessType, OB_OPERATION_HANDLE_CREATE, PreOpen, nullptr},
    };
    OB_CALLBACK_REGISTRATION registration = {
        OB_FLT_REGISTRATION_VERSION, 1, RTL_CONSTANT_STRING(L"321000.8"), nullptr, operations,
    };

    DriverObject->DriverUnload = Unload;
    return ObRegisterCallbacks(&registration, &g_Handle);
}
