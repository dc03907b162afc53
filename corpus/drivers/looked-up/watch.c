/* The routines that not each system has are looked up by their names, and called through pointers whose names or types
 * say which they are: members that a table fills, and a pointer of its own. */
/* verdict: kernel-callbacks-registry-callback kc-cm-callback satisfied */
/* verdict: kernel-callbacks-object-callbacks kc-ob-callbacks satisfied */
#include <ntifs.h>

typedef NTSTATUS(NTAPI *PFN_OB_REGISTER_CALLBACKS)(POB_CALLBACK_REGISTRATION Registration, PVOID *Handle);
typedef VOID(NTAPI *PFN_OB_UN_REGISTER_CALLBACKS)(PVOID Handle);

typedef struct _ROUTINES {
    NTSTATUS(NTAPI *CmRegisterCallbackEx)
    (PEX_CALLBACK_FUNCTION Routine, PCUNICODE_STRING Altitude, PVOID Driver, PVOID Context, PLARGE_INTEGER Cookie,
     PVOID Reserved);
    NTSTATUS(NTAPI *CmUnRegisterCallback)(LARGE_INTEGER Cookie);
} ROUTINES;

static const struct {
    PCWSTR Name;
    ULONG Offset;
} Wanted[] = {
    {L"CmRegisterCallbackEx", FIELD_OFFSET(ROUTINES, CmRegisterCallbackEx)},
    {L"CmUnRegisterCallback", FIELD_OFFSET(ROUTINES, CmUnRegisterCallback)},
};

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ROUTINES System;
static PFN_OB_REGISTER_CALLBACKS Guard;
static PFN_OB_UN_REGISTER_CALLBACKS Unguard;
static LARGE_INTEGER Cookie;
static PVOID Handles;

static PVOID LookUp(PCWSTR Name)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, Name);
    return MmGetSystemRoutineAddress(&name);
}

static BOOLEAN LookUpAll(VOID)
{
    ULONG i;

    for (i = 0; i < ARRAYSIZE(Wanted); i++) {
        PVOID found = LookUp(Wanted[i].Name);

        if (found == NULL)
            return FALSE;
        *(PVOID *)((PUCHAR)&System + Wanted[i].Offset) = found;
    }
    Guard = (PFN_OB_REGISTER_CALLBACKS)(ULONG_PTR)LookUp(L"ObRegisterCallbacks");
    Unguard = (PFN_OB_UN_REGISTER_CALLBACKS)(ULONG_PTR)LookUp(L"ObUnRegisterCallbacks");
    return Guard != NULL && Unguard != NULL;
}

static NTSTATUS OnRegistry(PVOID Context, PVOID First, PVOID Second)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(First);
    UNREFERENCED_PARAMETER(Second);
    return STATUS_SUCCESS;
}

static OB_PREOP_CALLBACK_STATUS OnHandle(PVOID Context, POB_PRE_OPERATION_INFORMATION Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Information);
    return OB_PREOP_SUCCESS;
}

static NTSTATUS GuardHandles(VOID)
{
    OB_OPERATION_REGISTRATION operation = {0};
    OB_CALLBACK_REGISTRATION registration = {0};

    operation.ObjectType = PsProcessType;
    operation.Operations = OB_OPERATION_HANDLE_CREATE;
    operation.PreOperation = OnHandle;
    registration.Version = OB_FLT_REGISTRATION_VERSION;
    registration.OperationRegistrationCount = 1;
    registration.OperationRegistration = &operation;
    RtlInitUnicodeString(&registration.Altitude, L"361021");
    return Guard(&registration, &Handles);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    System.CmUnRegisterCallback(Cookie);
    Unguard(Handles);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"361020");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!LookUpAll())
        return STATUS_PROCEDURE_NOT_FOUND;
    status = GuardHandles();
    if (!NT_SUCCESS(status))
        return status;
    status = System.CmRegisterCallbackEx(OnRegistry, &altitude, DriverObject, NULL, &Cookie, NULL);
    if (!NT_SUCCESS(status)) {
        Unguard(Handles);
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
