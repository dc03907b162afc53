/* Steps that the driver does without: what has worked is noted in a bit, by an enumerator and in a union, and a helper
 * says so. Unload asks for each. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD OrchardUnload;

typedef enum _GATE { GateShut, GateOpen } GATE;

static struct {
    ULONG Images : 1;
    ULONG Spare : 31;
} Watching;

static union {
    struct {
        ULONG Threads : 1;
        ULONG Spare : 31;
    } Bits;
    ULONG All;
} Also;

static GATE Gate;
static LARGE_INTEGER Cookie;

static VOID OrchardImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static VOID OrchardThread(HANDLE Process, HANDLE Thread, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(Create);
}

static NTSTATUS OrchardRegistry(PVOID Context, PVOID Class, PVOID Data)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Data);
    return STATUS_SUCCESS;
}

static BOOLEAN HasFailed(NTSTATUS status)
{
    return !NT_SUCCESS(status);
}

VOID OrchardUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Gate == GateOpen)
        CmUnRegisterCallback(Cookie);
    if (Also.All & 1)
        PsRemoveCreateThreadNotifyRoutine(OrchardThread);
    if (Watching.Images)
        PsRemoveLoadImageNotifyRoutine(OrchardImage);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"370111");

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = OrchardUnload;
    if (!HasFailed(PsSetLoadImageNotifyRoutine(OrchardImage)))
        Watching.Images = 1;
    if (!HasFailed(PsSetCreateThreadNotifyRoutine(OrchardThread)))
        Also.Bits.Threads = 1;
    if (NT_SUCCESS(CmRegisterCallbackEx(OrchardRegistry, &altitude, DriverObject, NULL, &Cookie, NULL)))
        Gate = GateOpen;
    return STATUS_SUCCESS;
}
