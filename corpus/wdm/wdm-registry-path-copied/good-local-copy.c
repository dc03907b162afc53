#include <ntddk.h>

static ULONG g_Verbose;
static PDEVICE_OBJECT g_Device;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static VOID ReadSettings(PUNICODE_STRING Key)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    UCHAR buffer[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + sizeof(ULONG)];
    PKEY_VALUE_PARTIAL_INFORMATION value = (PKEY_VALUE_PARTIAL_INFORMATION)buffer;
    HANDLE key;
    ULONG length;

    InitializeObjectAttributes(&attributes, Key, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    if (!NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes))) {
        return;
    }
    RtlInitUnicodeString(&name, L"Verbose");
    if (NT_SUCCESS(ZwQueryValueKey(key, &name, KeyValuePartialInformation, value, sizeof(buffer), &length))) {
        g_Verbose = *(PULONG)value->Data;
    }
    ZwClose(key);
}

/* A copy of the structure that does not outlive the routine is no copy to keep. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING path = *RegistryPath;

    ReadSettings(&path);
    g_Device = DriverObject->DeviceObject;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
