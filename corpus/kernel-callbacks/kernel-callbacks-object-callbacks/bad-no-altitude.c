#include <ntddk.h>

/* The block is zeroed, and its altitude stays empty. */
static PVOID g_Handle;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static OB_PREOP_CALLBACK_STATUS PreOpen(PVOID Context, POB_PRE_OPERATION_INFORMATION Info)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Info);
    return OB_PREOP_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObUnRegisterCallbacks(g_Handle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OB_OPERATION_REGISTRATION operation;
    OB_CALLBACK_REGISTRATION registration;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(&operation, sizeof(operation));
    operation.ObjectType = PsProcessType;
    operation.Operations = OB_OPERATION_HANDLE_CREATE;
    operation.PreOperation = PreOpen;
    RtlZeroMemory(&registration, sizeof(registration));
    registration.Version = OB_FLT_REGISTRATION_VERSION;
    registration.OperationRegistrationCount = 1;
    registration.OperationRegistration = &operation;
    DriverObject->DriverUnload = Unload;
    return ObRegisterCallbacks(&registration, &g_Handle); /* expect: kernel-callbacks-object-callbacks */
}
