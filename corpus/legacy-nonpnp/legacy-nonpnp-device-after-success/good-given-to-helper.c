/* The unload routine is called for a start that failed half way: the helper asks what it is given. */
#include <ntddk.h>

static PDEVICE_OBJECT UpperHook, UpperTarget, LowerHook, LowerTarget;

DRIVER_DISPATCH HookPass;

static NTSTATUS HookOne(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT *Hook, PDEVICE_OBJECT *Target, PCWSTR Name)
{
    UNICODE_STRING name;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, Hook);
    if (status != STATUS_SUCCESS)
        return status;
    RtlInitUnicodeString(&name, Name);
    return IoAttachDevice(*Hook, &name, Target);
}

static VOID UnhookOne(PDEVICE_OBJECT Hook, PDEVICE_OBJECT Target)
{
    if (Target)
        IoDetachDevice(Target);
    if (Hook)
        IoDeleteDevice(Hook);
}

static VOID HookUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UnhookOne(UpperHook, UpperTarget);
    UnhookOne(LowerHook, LowerTarget);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = HookPass;
    DriverObject->DriverUnload = HookUnload;
    status = HookOne(DriverObject, &UpperHook, &UpperTarget, L"\\Device\\Upper");
    if (status == STATUS_SUCCESS)
        status = HookOne(DriverObject, &LowerHook, &LowerTarget, L"\\Device\\Lower");
    if (status != STATUS_SUCCESS)
        HookUnload(DriverObject);
    return status;
}
