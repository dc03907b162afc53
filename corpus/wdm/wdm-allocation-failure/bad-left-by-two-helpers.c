/* The status of the helper goes up through another one, and is told, but not returned. */
#include <ntddk.h>

static UNICODE_STRING Path;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Path.Buffer)
        ExFreePoolWithTag(Path.Buffer, 'htaP');
}

static NTSTATUS KeepPath(PUNICODE_STRING RegistryPath)
{
    Path.MaximumLength = RegistryPath->Length;
    Path.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, Path.MaximumLength, 'htaP');
    if (Path.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyUnicodeString(&Path, RegistryPath);
    return STATUS_SUCCESS;
}

static NTSTATUS Begin(PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = KeepPath(RegistryPath);

    if (!NT_SUCCESS(status))
        return status;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = Begin(RegistryPath);

    if (!NT_SUCCESS(status))
        DbgPrint("not begun: %08x\n", status);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* gap: wdm-allocation-failure (whether the driver can do without it is left open) */
}
