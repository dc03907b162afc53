/* The macro tests another status. */
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
    NTSTATUS status = g_Depth ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS, other;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    other = ZwOpenKey(&key, KEY_READ, &attributes);
    NT_RETURN_IF_NTSTATUS_FAILED(status);
    UNREFERENCED_PARAMETER(other);
    length = sizeof(buffer);
    status = ZwFlushKey(key); /* expect: wdm-status-tested */
    if (NT_SUCCESS(status)) {
        status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, buffer, length, &length);
    }
    if (NT_SUCCESS(status)) {
        g_Depth = *(ULONG *)((PKEY_VALUE_PARTIAL_INFORMATION)buffer)->Data;
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}
