#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_NOTIFICATION_CALLBACK_ROUTINE Arrived;

static PVOID g_Disks, g_Volumes;

static NTSTATUS Arrived(PVOID Notification, PVOID Context)
{
    UNREFERENCED_PARAMETER(Notification);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoUnregisterPlugPlayNotificationEx(g_Volumes);
    IoUnregisterPlugPlayNotificationEx(g_Disks);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange, 0, (PVOID)&GUID_DEVINTERFACE_DISK,
                                            DriverObject, Arrived, NULL, &g_Disks);
    if (!NT_SUCCESS(status))
        return status;
    status = IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange, 0,
                                            (PVOID)&GUID_DEVINTERFACE_VOLUME, DriverObject, Arrived, NULL, &g_Volumes);
    if (!NT_SUCCESS(status))
        IoUnregisterPlugPlayNotificationEx(g_Disks);
    return status;
}
