/* entry.c: when the watch cannot be set, the link stays behind. */
#include "lantern.h"

volatile LONG LanternStarted;

static PDEVICE_OBJECT Device;

static VOID LanternNotify(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ProcessId);
    if (Info != NULL)
        InterlockedIncrement(&LanternStarted);
}

static NTSTATUS LanternWatch(VOID)
{
    return PsSetCreateProcessNotifyRoutineEx(LanternNotify, FALSE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING deviceName = RTL_CONSTANT_STRING(LANTERN_DEVICE);
    UNICODE_STRING linkName = RTL_CONSTANT_STRING(LANTERN_LINK);
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDeviceSecure(DriverObject, 0, &deviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                  &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, NULL, &Device);
    if (!NT_SUCCESS(status))
        return status;

    status = IoCreateSymbolicLink(&linkName, &deviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Device);
        return status;
    }

    DriverObject->MajorFunction[IRP_MJ_CREATE] = LanternCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LanternCreateClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = LanternControl;
    DriverObject->DriverUnload = LanternUnload;

    status = LanternWatch();
    if (!NT_SUCCESS(status))
        IoDeleteDevice(Device);
    return status; /* expect: legacy-nonpnp-undo-device-and-link */
}

VOID LanternUnload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING linkName = RTL_CONSTANT_STRING(LANTERN_LINK);

    (void)PsSetCreateProcessNotifyRoutineEx(LanternNotify, TRUE);
    IoDeleteSymbolicLink(&linkName);
    IoDeleteDevice(DriverObject->DeviceObject);
}
