/* The routines are looked up by a helper of the driver's, and kept in members of other names. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

typedef NTSTATUS(NTAPI *ENTER)(POB_CALLBACK_REGISTRATION, PVOID *);
typedef VOID(NTAPI *LEAVE)(PVOID);

static struct {
    ENTER Enter;
    LEAVE Leave;
    PVOID Handle;
} Guard;

static PVOID Resolve(PCWSTR Name)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, Name);
    return MmGetSystemRoutineAddress(&name);
}

static OB_PREOP_CALLBACK_STATUS OnHandle(PVOID Context, POB_PRE_OPERATION_INFORMATION Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Information);
    return OB_PREOP_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Guard.Leave(Guard.Handle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OB_OPERATION_REGISTRATION operation = {0};
    OB_CALLBACK_REGISTRATION registration = {0};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Guard.Enter = (ENTER)Resolve(L"ObRegisterCallbacks");
    Guard.Leave = (LEAVE)Resolve(L"ObUnRegisterCallbacks");
    if (!Guard.Enter || !Guard.Leave)
        return STATUS_NOT_SUPPORTED;
    operation.ObjectType = PsProcessType;
    operation.Operations = OB_OPERATION_HANDLE_CREATE;
    operation.PreOperation = OnHandle;
    registration.Version = OB_FLT_REGISTRATION_VERSION;
    registration.OperationRegistrationCount = 1;
    registration.OperationRegistration = &operation;
    RtlInitUnicodeString(&registration.Altitude, L"385100.7");
    status = Guard.Enter(&registration, &Guard.Handle);
    if (NT_SUCCESS(status))
        DriverObject->DriverUnload = Unload;
    return status;
}
