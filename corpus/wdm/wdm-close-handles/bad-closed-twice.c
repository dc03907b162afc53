#include <ntddk.h>

static BOOLEAN g_Enabled = TRUE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Disabled");
    UCHAR buffer[64];
    HANDLE key = NULL;
    ULONG length;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoOpenDriverRegistryKey(DriverObject, DriverRegKeyParameters, KEY_READ, 0, &key);
    if (!NT_SUCCESS(status)) {
        goto out;
    }
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
    ZwClose(key);
    if (!NT_SUCCESS(status)) {
        goto out;
    }
    g_Enabled = FALSE;

out:
    if (key != NULL) {
        ZwClose(key); /* expect: wdm-close-handles */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
