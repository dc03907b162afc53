#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct ANSWER {
    KEVENT Given;
    NTSTATUS Status;
} ANSWER;

static DRIVER_NOTIFICATION_CALLBACK_ROUTINE OnArrival;

static const GUID Wanted = {0x5a1c61b3, 0x7d2e, 0x4c7a, {0x9b, 0x11, 0x2e, 0x4f, 0x6a, 0x3c, 0x80, 0x01}};

static VOID OnProcess(HANDLE ParentId, HANDLE ProcessId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ParentId);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Create);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
}

static NTSTATUS OnArrival(PVOID Notification, PVOID Context)
{
    ANSWER *answer = Context;

    UNREFERENCED_PARAMETER(Notification);
    answer->Status = STATUS_SUCCESS;
    KeSetEvent(&answer->Given, IO_NO_INCREMENT, FALSE);
    return STATUS_SUCCESS;
}

/* What another routine has put into the answer says nothing of the registration before. */
static NTSTATUS WaitForDevice(PDRIVER_OBJECT DriverObject)
{
    ANSWER answer;
    PVOID notification;
    NTSTATUS status;

    KeInitializeEvent(&answer.Given, NotificationEvent, FALSE);
    answer.Status = STATUS_UNSUCCESSFUL;
    status = IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange,
                                            PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES, (PVOID)&Wanted,
                                            DriverObject, OnArrival, &answer, &notification);
    if (!NT_SUCCESS(status))
        return status;
    KeWaitForSingleObject(&answer.Given, Executive, KernelMode, FALSE, NULL);
    IoUnregisterPlugPlayNotificationEx(notification);
    status = answer.Status;
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    status = WaitForDevice(DriverObject);
    if (!NT_SUCCESS(status)) {
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE); /* expect: wdm-release-on-failure */
        return status;
    }
    return STATUS_SUCCESS; /* expect: wdm-failure-propagated */
}
