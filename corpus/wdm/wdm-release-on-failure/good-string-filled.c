#include <ntddk.h>

static UNICODE_STRING g_Path;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID ReleasePath(VOID)
{
    if (g_Path.Buffer != NULL) {
        ExFreePool(g_Path.Buffer);
        g_Path.Buffer = NULL;
    }
}

static NTSTATUS CopyPath(PUNICODE_STRING RegistryPath)
{
    RtlInitUnicodeString(&g_Path, NULL);
    g_Path.MaximumLength = RegistryPath->Length + sizeof(L"\\Parameters");
    g_Path.Buffer = (PWCH)ExAllocatePool2(POOL_FLAG_PAGED, g_Path.MaximumLength, 'htaP');
    if (g_Path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyUnicodeString(&g_Path, RegistryPath);
    RtlAppendUnicodeToString(&g_Path, L"\\Parameters");
    return STATUS_SUCCESS;
}

static NTSTATUS CheckSystem(VOID)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};

    RtlGetVersion(&version);
    return version.dwMajorVersion < 10 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ReleasePath();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = CopyPath(RegistryPath);
    if (!NT_SUCCESS(status)) {
        goto done;
    }
    status = CheckSystem();
    if (!NT_SUCCESS(status)) {
        goto done;
    }
    DriverObject->DriverUnload = Unload;

done:
    if (!NT_SUCCESS(status)) {
        ReleasePath();
    }
    return status;
}
