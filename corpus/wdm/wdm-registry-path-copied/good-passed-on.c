#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static ULONG g_Depth = 4;
static PDEVICE_OBJECT g_Device;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS ReadDepth(PCUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Depth");
    UCHAR buffer[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + sizeof(ULONG)];
    PKEY_VALUE_PARTIAL_INFORMATION value = (PKEY_VALUE_PARTIAL_INFORMATION)buffer;
    HANDLE key;
    ULONG size;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, (PUNICODE_STRING)Path, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_QUERY_VALUE, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, value, sizeof(buffer), &size);
    if (NT_SUCCESS(status) && value->Type == REG_DWORD)
        g_Depth = *(ULONG *)value->Data;
    ZwClose(key);
    return status;
}

/* The path is used while DriverEntry runs, in structures that are gone when it returns. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DbgPrint("loom: %wZ\n", RegistryPath);
    (void)ReadDepth(RegistryPath);
    g_Device = DriverObject->DeviceObject;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
