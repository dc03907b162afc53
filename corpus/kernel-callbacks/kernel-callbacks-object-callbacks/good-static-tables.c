#include <ntddk.h>

static PVOID g_Handle;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static OB_PREOP_CALLBACK_STATUS PreOpen(PVOID Context, POB_PRE_OPERATION_INFORMATION Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Information);
    return OB_PREOP_SUCCESS;
}

static OB_OPERATION_REGISTRATION g_Operations[2] = {
    {NULL, OB_OPERATION_HANDLE_CREATE, PreOpen, NULL},
    {NULL, OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE, PreOpen, NULL},
};

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Handle != NULL) {
        ObUnRegisterCallbacks(g_Handle);
        g_Handle = NULL;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OB_CALLBACK_REGISTRATION registration = {0};

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Operations[0].ObjectType = PsProcessType;
    g_Operations[1].ObjectType = PsThreadType;
    registration.Version = OB_FLT_REGISTRATION_VERSION;
    registration.OperationRegistrationCount = RTL_NUMBER_OF(g_Operations);
    registration.OperationRegistration = g_Operations;
    RtlInitUnicodeString(&registration.Altitude, L"321000.7");
    return ObRegisterCallbacks(&registration, &g_Handle);
}
