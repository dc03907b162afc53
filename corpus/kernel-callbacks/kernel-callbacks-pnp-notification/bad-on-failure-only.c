/* The failing path takes the notification back, and nothing else does. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static const GUID g_Class = {0x53f56307, 0xb6bf, 0x11d0, {0x94, 0xf2, 0x00, 0xa0, 0xc9, 0x1e, 0xfb, 0x8b}};
static PVOID g_Entry;

static NTSTATUS OnArrival(PVOID Notification, PVOID Context)
{
    UNREFERENCED_PARAMETER(Notification);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange, 0, (PVOID)&g_Class, /* expect: kernel-callbacks-pnp-notification */
                                            DriverObject, OnArrival, NULL, &g_Entry);
    if (!NT_SUCCESS(status))
        return status;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Arrivals\\Parameters");
    if (!NT_SUCCESS(status))
        IoUnregisterPlugPlayNotificationEx(g_Entry);
    return status;
}
