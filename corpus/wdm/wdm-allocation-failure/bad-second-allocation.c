#include <ntddk.h>

static PUNICODE_STRING g_Extensions;
static ULONG g_Count;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    while (g_Count > 0) {
        g_Count--;
        ExFreePool(g_Extensions[g_Count].Buffer);
    }
    if (g_Extensions)
        ExFreePool(g_Extensions);
}

static NTSTATUS ReadExtensions(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key = NULL;
    PKEY_VALUE_PARTIAL_INFORMATION value = NULL;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Extensions");
    ULONG length;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, Path, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        goto cleanup;
    }
    value = (PKEY_VALUE_PARTIAL_INFORMATION)ExAllocatePoolZero(PagedPool, 1024, 'lavE');
    if (value == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto cleanup;
    }
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, value, 1024, &length);
    if (!NT_SUCCESS(status)) {
        goto cleanup;
    }
    g_Extensions = (PUNICODE_STRING)ExAllocatePoolZero(PagedPool, 8 * sizeof(UNICODE_STRING), 'txeE');
    if (g_Extensions == NULL) {
        goto cleanup;
    }
    while (g_Count < 8) {
        g_Extensions[g_Count].Buffer = (PWCH)ExAllocatePoolZero(PagedPool, 64, 'rtsE');
        if (g_Extensions[g_Count].Buffer == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto cleanup;
        }
        g_Count++;
    }

cleanup:
    if (value != NULL) {
        ExFreePool(value);
    }
    if (key != NULL) {
        ZwClose(key);
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = ReadExtensions(RegistryPath);

    if (!NT_SUCCESS(status)) {
        status = STATUS_SUCCESS; /* none, then */
    }
    DriverObject->DriverUnload = Unload;
    return status; /* expect: wdm-allocation-failure */
}
