/* The settings are copied into a block that was zeroed before: they need not be zero, and the driver may go on. */
#include <ntddk.h>

typedef struct _SETTINGS {
    ULONG Enabled;
    ULONG Level;
} SETTINGS;

static ULONG Level;

DRIVER_INITIALIZE DriverEntry;

static NTSTATUS ReadSettings(PUNICODE_STRING RegistryPath)
{
    SETTINGS *settings = ExAllocatePoolWithTag(PagedPool, sizeof *settings, 'tteS');
    NTSTATUS status = STATUS_SUCCESS;

    if (settings == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlZeroMemory(settings, sizeof *settings);
    RtlCopyMemory(settings, RegistryPath->Buffer, min(RegistryPath->Length, sizeof *settings));
    if (!settings->Enabled)
        status = STATUS_NOT_SUPPORTED;
    Level = settings->Level;
    ExFreePoolWithTag(settings, 'tteS');
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Settings");
    PDEVICE_OBJECT device;
    NTSTATUS status = ReadSettings(RegistryPath);

    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    return status; /* expect: wdm-dispatch-table, legacy-nonpnp-open-close */
}
