#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PDEVICE_OBJECT g_Device;

static NTSTATUS Answer(UCHAR action, PVOID path, ULONG size, PVOID buffer, PVOID context, PULONG returned)
{
    UNREFERENCED_PARAMETER(action);
    UNREFERENCED_PARAMETER(path);
    UNREFERENCED_PARAMETER(size);
    UNREFERENCED_PARAMETER(buffer);
    UNREFERENCED_PARAMETER(context);
    *returned = 0;
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoWMIRegistrationControl((PDEVICE_OBJECT)Answer, WMIREG_ACTION_DEREGISTER | WMIREG_FLAG_CALLBACK);
    IoDeleteDevice(g_Device);
}

/* A routine is registered instead of a device: the action has a flag beside it. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoWMIRegistrationControl((PDEVICE_OBJECT)Answer, WMIREG_ACTION_REGISTER | WMIREG_FLAG_CALLBACK);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: kernel-callbacks-wmi-registration */
    }
    return STATUS_SUCCESS;
}
