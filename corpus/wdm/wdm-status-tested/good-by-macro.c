/* Macros of a missing header that are known to test what they are given. */
#include "macros.h"
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static ULONG g_Depth;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Depth");
    UCHAR buffer[64];
    ULONG length;
    HANDLE key;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    NT_RETURN_IF_NTSTATUS_FAILED(status);
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
    if (NT_SUCCESS(status)) {
        g_Depth = *(ULONG *)((PKEY_VALUE_PARTIAL_INFORMATION)buffer)->Data;
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}
