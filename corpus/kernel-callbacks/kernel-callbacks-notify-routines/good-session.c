#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Notification;

static NTSTATUS OnLogoff(PLUID LogonId)
{
    UNREFERENCED_PARAMETER(LogonId);
    return STATUS_SUCCESS;
}

static NTSTATUS OnSession(PVOID SessionObject, PVOID IoObject, ULONG Event, PVOID Context, PVOID Payload, ULONG Length)
{
    UNREFERENCED_PARAMETER(SessionObject);
    UNREFERENCED_PARAMETER(IoObject);
    UNREFERENCED_PARAMETER(Event);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Payload);
    UNREFERENCED_PARAMETER(Length);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoUnregisterContainerNotification(g_Notification);
    SeUnregisterLogonSessionTerminatedRoutine(OnLogoff);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    IO_SESSION_STATE_NOTIFICATION state;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlZeroMemory(&state, sizeof state);
    status = SeRegisterLogonSessionTerminatedRoutine(OnLogoff);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoRegisterContainerNotification(IoSessionStateNotification, (PIO_CONTAINER_NOTIFICATION_FUNCTION)OnSession,
                                             &state, sizeof state, &g_Notification);
    if (!NT_SUCCESS(status)) {
        SeUnregisterLogonSessionTerminatedRoutine(OnLogoff);
        return status;
    }
    return STATUS_SUCCESS;
}
