#include <ntddk.h>

static PVOID g_Handle;
static PVOID g_Protected;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static OB_PREOP_CALLBACK_STATUS PreOpen(PVOID Context, POB_PRE_OPERATION_INFORMATION Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Information);
    return OB_PREOP_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObUnRegisterCallbacks(g_Handle);
    ExFreePool(g_Protected);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OB_OPERATION_REGISTRATION operation;
    OB_CALLBACK_REGISTRATION registration;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(&operation, sizeof(operation));
    operation.ObjectType = PsProcessType;
    operation.Operations = OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE;
    operation.PreOperation = PreOpen;
    RtlZeroMemory(&registration, sizeof(registration));
    registration.Version = OB_FLT_REGISTRATION_VERSION;
    RtlInitUnicodeString(&registration.Altitude, L"321000.7");
    registration.OperationRegistrationCount = 1;
    registration.OperationRegistration = &operation;
    status = ObRegisterCallbacks(&registration, &g_Handle);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Protected = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, 'torP');
    if (g_Protected == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: kernel-callbacks-object-callbacks */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
