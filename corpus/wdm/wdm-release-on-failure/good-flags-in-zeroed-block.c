#include <ntddk.h>

typedef struct _STATE {
    LARGE_INTEGER Cookie;
    BOOLEAN Processes;
    BOOLEAN Images;
} STATE;

static STATE *g_State;
static UNICODE_STRING g_Altitude = RTL_CONSTANT_STRING(L"360055.27");

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
EX_CALLBACK_FUNCTION OnRegistry;

NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Information);
    return STATUS_SUCCESS;
}

VOID OnProcess(HANDLE Parent, HANDLE Process, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Create);
}

VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static PVOID Allocate(SIZE_T Size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, Size, 'ttSk');
}

/* Takes back what has been done so far: a block of zeroes has done nothing. */
static VOID TakeBack(void)
{
    if (g_State->Images) {
        PsRemoveLoadImageNotifyRoutine(OnImage);
    }
    if (g_State->Processes) {
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    }
    if (g_State->Cookie.QuadPart != 0) {
        CmUnRegisterCallback(g_State->Cookie);
        g_State->Cookie.QuadPart = 0;
    }
    ExFreePoolWithTag(g_State, 'ttSk');
    g_State = NULL;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    TakeBack();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_State = Allocate(sizeof(STATE));
    if (!g_State) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = CmRegisterCallbackEx(OnRegistry, &g_Altitude, DriverObject, NULL, &g_State->Cookie, NULL);
    if (!NT_SUCCESS(status)) {
        goto fail;
    }
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status)) {
        goto fail;
    }
    g_State->Processes = TRUE;
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        goto fail;
    }
    g_State->Images = TRUE;
    return STATUS_SUCCESS;

fail:
    TakeBack();
    return status;
}
